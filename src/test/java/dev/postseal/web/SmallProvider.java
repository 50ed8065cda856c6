package dev.postseal.web;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** An OpenID Connect provider that asks nobody anything: whoever comes is the person that the test says. */
final class SmallProvider implements AutoCloseable {
    static final String CLIENT = "postseal-console";
    static final String SECRET = "between the two of us";

    /** What is wrong with the token. */
    enum Flaw {
        NONE,
        NONCE,
        ISSUER,
        AUDIENCE,
        SIGNATURE
    }

    private final RSAKey key;
    private final RSAKey otherKey;
    private final HttpServer server;
    private final Map<String, Map<String, String>> asked = new ConcurrentHashMap<>();
    volatile Map<String, Object> person = Map.of();
    volatile Flaw flaw = Flaw.NONE;
    volatile boolean away;
    volatile boolean denies;
    /** It still shows its page, but answers none of our own questions. */
    volatile boolean silent;
    /** It shows its answer on a page of its own in place of sending the browser back with it. */
    volatile boolean shows;

    SmallProvider() {
        try {
            key = new RSAKeyGenerator(2048).keyID("one").generate();
            otherKey = new RSAKeyGenerator(2048).keyID("one").generate();
            server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        } catch (JOSEException | IOException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean ours = !exchange.getRequestURI().getPath().equals("/authorize");
            if (away || (silent && ours)) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            switch (exchange.getRequestURI().getPath()) {
                case "/.well-known/openid-configuration" -> json(exchange, 200, description());
                case "/keys" -> json(exchange, 200, new JWKSet(key.toPublicJWK()).toString());
                case "/authorize" -> authorize(exchange);
                case "/token" -> token(exchange);
                default -> exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    private String description() {
        return """
                {"issuer": "%1$s", "authorization_endpoint": "%1$s/authorize", "token_endpoint": "%1$s/token",
                 "jwks_uri": "%1$s/keys", "response_types_supported": ["code"], "subject_types_supported": ["public"],
                 "id_token_signing_alg_values_supported": ["RS256"]}""".formatted(issuer());
    }

    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> wish = fields(exchange.getRequestURI().getRawQuery());
        String code = "code-" + asked.size();
        asked.put(code, wish);
        boolean careful = "S256".equals(wish.get("code_challenge_method"))
                && wish.containsKey("nonce")
                && wish.containsKey("state");
        String result = denies ? "error=access_denied" : careful ? "code=" + code : "error=invalid_request";
        String back = wish.get("redirect_uri") + "?" + result + "&state="
                + java.net.URLEncoder.encode(wish.getOrDefault("state", ""), StandardCharsets.UTF_8);
        if (shows) {
            json(exchange, 200, back);
            return;
        }
        exchange.getResponseHeaders().add("Location", back);
        exchange.sendResponseHeaders(302, -1);
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> form = fields(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Map<String, String> wish = asked.remove(form.getOrDefault("code", ""));
        String who = "Basic "
                + Base64.getEncoder()
                        .encodeToString((CLIENT + ":" + SECRET.replace(" ", "+")).getBytes(StandardCharsets.UTF_8));
        if (wish == null
                || !who.equals(exchange.getRequestHeaders().getFirst("Authorization"))
                || !challenge(Objects.requireNonNull(form.get("code_verifier"))).equals(wish.get("code_challenge"))) {
            json(exchange, 400, "{\"error\": \"invalid_grant\"}");
            return;
        }
        json(
                exchange,
                200,
                "{\"access_token\": \"a\", \"token_type\": \"Bearer\", \"expires_in\": 60, \"id_token\": \""
                        + idToken(Objects.requireNonNull(wish.get("nonce"))) + "\"}");
    }

    private static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private String idToken(String nonce) {
        var claims = new JWTClaimsSet.Builder()
                .issuer(flaw == Flaw.ISSUER ? "https://other.example" : issuer())
                .audience(flaw == Flaw.AUDIENCE ? "somebody-else" : CLIENT)
                .issueTime(new Date())
                .expirationTime(new Date(System.currentTimeMillis() + 60_000))
                .claim("nonce", flaw == Flaw.NONCE ? "another" : nonce);
        person.forEach(claims::claim);
        try {
            var token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("one").build(), claims.build());
            token.sign(new RSASSASigner(flaw == Flaw.SIGNATURE ? otherKey : key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> fields(String query) {
        return Arrays.stream(query.split("&"))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(
                        field -> field[0],
                        field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8),
                        (first, second) -> second,
                        HashMap::new));
    }

    private static void json(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
