package dev.postseal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

import dev.postseal.account.Actor;
import dev.postseal.account.ApiKeys;
import dev.postseal.account.KeyRequest;
import dev.postseal.account.Role;
import dev.postseal.account.UserAdministration;
import dev.postseal.account.UserResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every route of console and API stands in {@code roles.tsv} with the role it needs, and refuses the roles below. */
@SpringBootTest(properties = {"postseal.delivery.enabled=false", "postseal.smtp.listen="})
@AutoConfigureMockMvc
class RolesTest {
    @Autowired
    private MockMvcTester mvc;

    @Autowired
    @Qualifier("requestMappingHandlerMapping") private RequestMappingHandlerMapping mapping;

    @Autowired
    private UserAdministration users;

    @Autowired
    private ApiKeys keys;

    @Autowired
    private JdbcClient database;

    private final Map<Role, Actor.User> user = new EnumMap<>(Role.class);
    private final Map<Role, String> key = new EnumMap<>(Role.class);

    @BeforeEach
    void oneOfEachRole() {
        database.sql("delete from account_user where name <> 'admin'").update();
        for (Role role : Role.values()) {
            var made = (UserResult.WithPassword) users.create("one-" + role.text(), role);
            user.put(role, new Actor.User(made.user().id(), made.user().name(), 0, role));
            key.put(
                    role,
                    keys.create(new KeyRequest(role.text(), role, List.of(), null))
                            .key());
        }
        database.sql("update account_user set must_change_password = false").update();
    }

    @Test
    void everyRouteHasBeenDecidedAbout() throws IOException {
        Set<String> undecided = new TreeSet<>(routes());
        undecided.removeAll(decided().keySet());
        assertThat(undecided).as("to be added to roles.tsv").isEmpty();
    }

    @Test
    void everyRouteRefusesTheRolesBelowAndServesTheOthers() throws IOException {
        Map<String, Role> decided = decided();
        var wrong = new ArrayList<String>();
        for (String route : routes()) {
            for (Role role : Role.values()) {
                boolean may = role.includes(decided.getOrDefault(route, Role.ADMINISTRATOR));
                int status = status(route, role);
                boolean served = status != 401 && status != 403;
                if (served != may) {
                    wrong.add(role + " " + route + ": " + status);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void whatNobodyDecidedAboutIsReadByAllAndWrittenByAdministrators() {
        assertThat(status("GET /no-such-page", Role.VIEWER)).isEqualTo(404);
        assertThat(status("POST /no-such-page", Role.OPERATOR)).isEqualTo(403);
        assertThat(status("POST /no-such-page", Role.ADMINISTRATOR)).isEqualTo(404);
        assertThat(status("TRACE /policies", Role.VIEWER)).isIn(400, 403, 405);
    }

    private int status(String route, Role role) {
        String path = route.replaceFirst("^\\S+ ", "");
        MockHttpServletRequestBuilder call = request(HttpMethod.valueOf(route.replaceFirst(" .*", "")), concrete(path));
        return mvc.perform(path.startsWith("/api/") ? call.header("X-API-Key", key.get(role)) : signedIn(call, role))
                .getResponse()
                .getStatus();
    }

    private MockHttpServletRequestBuilder signedIn(MockHttpServletRequestBuilder call, Role role) {
        var session = UsernamePasswordAuthenticationToken.authenticated(user.get(role), null, List.of());
        return call.with(csrf()).with(authentication(session));
    }

    /** With something in the place of its variables that does not exist. */
    private static String concrete(String pattern) {
        return pattern.replaceAll("\\{\\w+:\\[0-9a-f-]\\{36}}", "00000000-0000-0000-0000-000000000000")
                .replaceAll("\\{id[^}]*}(}?)", "999999999")
                .replaceAll("\\{\\w+:([a-z-]+)\\|[^}]*}", "$1")
                .replaceAll("\\{[^}]*}", "x.example");
    }

    private Set<String> routes() {
        return mapping.getHandlerMethods().keySet().stream()
                .flatMap(info -> info.getPatternValues().stream()
                        .flatMap(path -> methods(info).stream().map(method -> method + " " + path)))
                .filter(route -> !route.endsWith(" /error"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> methods(RequestMappingInfo info) {
        var methods = info.getMethodsCondition().getMethods();
        return methods.isEmpty()
                ? List.of("GET")
                : methods.stream().map(Enum::name).toList();
    }

    private static Map<String, Role> decided() throws IOException {
        Map<String, Role> decided = new TreeMap<>();
        try (InputStream file = RolesTest.class.getResourceAsStream("roles.tsv")) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split("\t"))
                    .forEach(cells -> decided.put(cells[1], Role.find(cells[0]).orElseThrow()));
        }
        return decided;
    }
}
