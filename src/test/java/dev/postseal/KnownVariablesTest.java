package dev.postseal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class KnownVariablesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "POSTSEAL_SMTP_LISTEN",
                "POSTSEAL_DATADIR",
                "POSTSEAL_DATA_DIR",
                "postseal_smtp_listen",
                "postseal.smtp.relay-networks",
                "POSTSEAL_DNS_SERVERS_0",
                "POSTSEAL_DNS_SERVERS_1_",
                "POSTSEAL_DELIVERY_ROUTES_PARTNER_EXAMPLE",
                "POSTSEAL_DELIVERY_ROUTES_OUR-PARTNER_EXAMPLE",
                "POSTGRES_USER",
                "SERVER_PORT"
            })
    void whatExistsIsTaken(String name) {
        assertThatCode(() -> KnownVariables.require(name)).doesNotThrowAnyException();
    }

    @Test
    void everySettingIsTakenInBothSpellingsThatSpringReads() {
        assertThat(KnownSettings.all()).allSatisfy(name -> {
            String spelled = name.toUpperCase(Locale.ROOT).replace('.', '_');
            for (String variable : new String[] {spelled.replace("-", ""), spelled.replace('-', '_')}) {
                KnownVariables.require(variable);
                assertThat(environment(Map.of(variable, "x"))
                                .bind(name, String.class)
                                .get())
                        .isEqualTo("x");
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "POSTSEAL_SMTP_LISTNE, POSTSEAL_SMTP_LISTEN",
        "POSTSEAL_SMTPLISTEN, POSTSEAL_SMTP_LISTEN",
        "postseal_smtp_listne, POSTSEAL_SMTP_LISTEN",
        "POSTSEAL_DATDIR, POSTSEAL_DATADIR",
        "POSTSEAL_DELIVERY_CONCURRENCY_PERDESTINATION, POSTSEAL_DELIVERY_CONCURRENCY_PER_DESTINATION",
        "POSTSEAL_DNS_SERVER_0, POSTSEAL_DNS_SERVERS"
    })
    void aMisspeltNameIsRefusedWithTheOneThatWasMeant(String name, String meant) {
        assertThatThrownBy(() -> KnownVariables.require(name))
                .hasMessage(name + " is not a setting of Postseal; did you mean " + meant + "?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POSTSEAL_JAVA",
                "POSTSEAL_DB_PASSWORD",
                "POSTSEAL_SERVICE_HOST",
                "POSTSEAL_SERVICE_PORT_CONSOLE",
                "POSTSEAL_PORT",
                "POSTSEAL_PORT_8080_TCP_ADDR",
                "POSTSEAL_SMTP_SERVICE_PORT",
                "POSTSEAL_SMTP_PORT"
            })
    void whatComesNearNoSettingMayBelongToSomebodyElse(String name) {
        assertThatCode(() -> KnownVariables.require(name)).doesNotThrowAnyException();
    }

    /** What the README says of them. */
    @Test
    void aRouteOfADomainWithAHyphenNeedsTheHyphenInItsName() {
        assertThat(routes("POSTSEAL_DELIVERY_ROUTES_OUR_PARTNER_EXAMPLE")).containsOnlyKeys("our.partner.example");
        assertThat(routes("POSTSEAL_DELIVERY_ROUTES_OUR-PARTNER_EXAMPLE")).containsOnlyKeys("our-partner.example");
    }

    @Test
    void theEnvironmentIsLookedAtWhenTheProductStarts() {
        var environment = new StandardEnvironment();
        replaceVariables(environment, Map.of("POSTSEAL_SMTP_LISTNE", "x"));
        assertThatThrownBy(() -> new KnownSettings().postProcessEnvironment(environment, new SpringApplication()))
                .hasMessageStartingWith("POSTSEAL_SMTP_LISTNE is not a setting");
    }

    private static Map<String, String> routes(String variable) {
        return environment(Map.of(variable, "[relay.example]"))
                .bind("postseal.delivery.routes", Bindable.mapOf(String.class, String.class))
                .get();
    }

    private static Binder environment(Map<String, Object> variables) {
        var environment = new StandardEnvironment();
        replaceVariables(environment, variables);
        return Binder.get(environment);
    }

    private static void replaceVariables(StandardEnvironment environment, Map<String, Object> variables) {
        String name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
        environment.getPropertySources().replace(name, new SystemEnvironmentPropertySource(name, variables));
    }
}
