package dev.postseal.web.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.account.ExternalPerson;
import dev.postseal.account.Role;
import dev.postseal.web.oidc.OidcSettings.Roles;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;

class ClaimsTest {
    private static final Roles OURS = new Roles(List.of(), List.of(), List.of());
    private static final Roles GROUPS =
            new Roles(List.of("mail-admins"), List.of("mail-team", "helpdesk"), List.of("staff"));

    @Test
    void aRoleOfOursIsReadFromItsClaim() {
        assertThat(role("postseal_role", OURS, Map.of("postseal_role", "operator")))
                .isEqualTo(Role.OPERATOR);
        assertThat(role("postseal_role", OURS, Map.of("postseal_role", "boss"))).isNull();
        assertThat(role("postseal_role", OURS, Map.of())).isNull();
    }

    @Test
    void aPathLeadsIntoAClaim() {
        var keycloak = Map.<String, Object>of(
                "realm_access", Map.of("roles", List.of("offline_access", "viewer")),
                "resource_access", Map.of("postseal", Map.of("roles", List.of("operator"))));
        assertThat(role("realm_access.roles", OURS, keycloak)).isEqualTo(Role.VIEWER);
        assertThat(role("resource_access.postseal.roles", OURS, keycloak)).isEqualTo(Role.OPERATOR);
        assertThat(role("realm_access.groups", OURS, keycloak)).isNull();
        assertThat(role("realm_access.roles.first", OURS, keycloak)).isNull();
        assertThat(role("roles", OURS, keycloak)).isNull();
    }

    @Test
    void aNameWithADotMayBeThatOfAClaim() {
        var claims = Map.<String, Object>of(
                "https://mail.example/role", "operator", "https://mail", Map.of("example/role", "administrator"));
        assertThat(role("https://mail.example/role", OURS, claims)).isEqualTo(Role.OPERATOR);
    }

    @Test
    void groupsAreAListOrOneStringAndTheHighestRoleCounts() {
        assertThat(role("groups", GROUPS, Map.of("groups", List.of("staff", "helpdesk", "chess"))))
                .isEqualTo(Role.OPERATOR);
        assertThat(role("groups", GROUPS, Map.of("groups", List.of("mail-admins", "staff"))))
                .isEqualTo(Role.ADMINISTRATOR);
        assertThat(role("groups", GROUPS, Map.of("groups", "staff"))).isEqualTo(Role.VIEWER);
        assertThat(role("groups", GROUPS, Map.of("groups", List.of("chess")))).isNull();
        assertThat(role("groups", GROUPS, Map.of("groups", List.of()))).isNull();
    }

    @Test
    void whereGroupsAreNamedARoleOfOursIsNoneAndAPartOfAGroupIsNotTheGroup() {
        assertThat(role("groups", GROUPS, Map.of("groups", "administrator"))).isNull();
        assertThat(role("groups", GROUPS, Map.of("groups", "mail-admins staff")))
                .isNull();
        assertThat(role("groups", GROUPS, Map.of("groups", "MAIL-ADMINS"))).isNull();
    }

    @Test
    void theNameIsThatOfItsClaimAndOtherwiseAnAddressThatIsNotSaidToBeUnproven() {
        assertThat(person(Map.of("preferred_username", "tina", "email", "t@example.com"))
                        .name())
                .isEqualTo("tina");
        assertThat(person(Map.of("email", "t@example.com", "email_verified", true))
                        .name())
                .isEqualTo("t@example.com");
        assertThat(person(Map.of("email", "t@example.com", "email_verified", false))
                        .name())
                .isNull();
    }

    private static @Nullable Role role(String claim, Roles roles, Map<String, Object> claims) {
        return person(claim, roles, claims).role();
    }

    private static ExternalPerson person(Map<String, Object> claims) {
        return person("postseal_role", OURS, claims);
    }

    private static ExternalPerson person(String roleClaim, Roles roles, Map<String, Object> claims) {
        var settings = new OidcSettings(
                "https://id.example", "postseal", null, "SSO", roleClaim, "preferred_username", List.of(), roles);
        var all = new HashMap<>(claims);
        all.put("sub", "0815");
        var token = new OidcIdToken("token", Instant.EPOCH, Instant.EPOCH.plusSeconds(60), all);
        return new Claims(settings).person(new DefaultOidcUser(List.of(), token));
    }
}
