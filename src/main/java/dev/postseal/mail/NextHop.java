package dev.postseal.mail;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where mail is to go next, in the syntax of Postfix's transport(5): {@code example.com} (its MX hosts),
 * {@code [mail.example.com]} (that host itself), {@code [192.0.2.1]}, each perhaps with {@code :port} or {@code
 * :service}.
 *
 * @param text as it is looked up: lower case, exactly as spelled otherwise
 * @param host name or address without brackets, {@code IPv6:} tag or port, in lower case; this is also what a
 *     certificate is checked against
 */
public record NextHop(
        String text, Kind kind, String host, @Nullable String service) {
    /** What is asked of DNS. */
    public enum Kind {
        /** MX hosts of the domain. */
        DOMAIN,
        /** Addresses of the host. */
        HOST,
        /** Nothing. */
        ADDRESS
    }

    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
    private static final Pattern SYNTAX = Pattern.compile("(?:\\[([^\\[\\]]+)\\]|([^\\[\\]:]+))(?::([^:\\[\\]]+))?");
    private static final Map<String, Integer> SERVICES =
            Map.of("smtp", 25, "submission", 587, "submissions", 465, "smtps", 465, "lmtp", 24);

    /**
     * @throws SyntaxException {@code nexthop.syntax}, {@code nexthop.port} or {@code domain.*}
     */
    public static NextHop parse(String text) {
        Matcher matcher = SYNTAX.matcher(text.strip());
        if (!matcher.matches()) {
            throw new SyntaxException("nexthop.syntax", text);
        }
        String service = matcher.group(3);
        if (service != null) {
            requirePort(service);
        }
        return matcher.group(1) != null
                ? bracketed(matcher.group(1), service)
                : of(Kind.DOMAIN, DomainName.parse(matcher.group(2)).ascii(), service);
    }

    public static NextHop domain(DomainName domain) {
        return of(Kind.DOMAIN, domain.ascii(), null);
    }

    /** The mail domain of a recipient: a domain, or an address literal in brackets. */
    public static NextHop ofMailDomain(String domain) {
        return parse(domain);
    }

    /** The port asked for, if one was. */
    public OptionalInt port() {
        return service == null ? OptionalInt.empty() : OptionalInt.of(requirePort(service));
    }

    /** Whether Postfix would walk to parent domains in its policy lookup: neither brackets nor a port. */
    public boolean hasParents() {
        return kind == Kind.DOMAIN && service == null;
    }

    @Override
    public String toString() {
        return text;
    }

    private static NextHop bracketed(String inside, @Nullable String service) {
        if (IpAddress.isLiteral(inside)) {
            String literal = inside.toLowerCase(Locale.ROOT);
            return new NextHop(
                    spell("[" + literal + "]", service), Kind.ADDRESS, IpAddress.untagged(literal), lower(service));
        }
        return of(Kind.HOST, DomainName.parse(inside).ascii(), service);
    }

    private static NextHop of(Kind kind, String host, @Nullable String service) {
        String text = kind == Kind.HOST ? "[" + host + "]" : host;
        return new NextHop(spell(text, service), kind, host, lower(service));
    }

    private static String spell(String host, @Nullable String service) {
        return service == null ? host : host + ":" + lower(service);
    }

    private static @Nullable String lower(@Nullable String service) {
        return service == null ? null : service.toLowerCase(Locale.ROOT);
    }

    private static int requirePort(String service) {
        Integer known = SERVICES.get(service.toLowerCase(Locale.ROOT));
        if (known != null) {
            return known;
        }
        if (!PORT.matcher(service).matches()) {
            throw new SyntaxException("nexthop.port", service);
        }
        int port = Integer.parseInt(service);
        if (port < 1 || port > 65535) {
            throw new SyntaxException("nexthop.port", service);
        }
        return port;
    }
}
