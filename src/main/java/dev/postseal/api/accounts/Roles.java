package dev.postseal.api.accounts;

import dev.postseal.account.Role;
import dev.postseal.api.query.JsonFields;
import java.util.Arrays;
import java.util.List;

/** The roles as bodies name them. */
final class Roles {
    private static final List<String> TEXTS =
            Arrays.stream(Role.values()).map(Role::text).toList();

    private Roles() {}

    /** Viewer when the body names none that there is; what is wrong with it stands in the fields then. */
    static Role in(JsonFields fields) {
        Role role = fields.oneOf("role", TEXTS, Role::find);
        return role == null ? Role.VIEWER : role;
    }
}
