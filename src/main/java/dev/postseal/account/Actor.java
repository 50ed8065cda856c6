package dev.postseal.account;

import java.io.Serializable;
import java.security.Principal;
import java.util.UUID;

/** Who acts. It is the principal of every authenticated request; what nobody asked for is done by {@link TheSystem}. */
public sealed interface Actor extends Principal, Serializable {
    /** The name as it was chosen, without a mark of what kind of actor bears it. */
    String name();

    /**
     * The name as records keep it ({@code createdBy}): a key named like a user cannot pass for that user, since no user's
     * name has a colon.
     */
    String label();

    /** What they may do. */
    Role role();

    @Override
    default String getName() {
        return name();
    }

    /**
     * Somebody signed in to the console.
     *
     * @param credentials which of the user's passwords they signed in with; a newer one ends the session
     * @param role as it was then; another one ends the session
     */
    record User(UUID id, String name, long credentials, Role role) implements Actor {
        @Override
        public String label() {
            return name;
        }
    }

    /** A program with an API key. */
    record Key(UUID id, String name, Role role) implements Actor {
        public boolean readOnly() {
            return !role.includes(Role.OPERATOR);
        }

        @Override
        public String label() {
            return "key:" + name;
        }
    }

    /**
     * A provider that says who people are, while it adds a user or gives one another role. Never the principal of a request.
     */
    record Provider(String name) implements Actor {
        @Override
        public Role role() {
            return Role.ADMINISTRATOR;
        }

        @Override
        public String label() {
            return "oidc:" + name;
        }
    }

    /** Postseal itself: start-up, housekeeping, delivery. */
    record TheSystem() implements Actor {
        @Override
        public Role role() {
            return Role.ADMINISTRATOR;
        }

        @Override
        public String name() {
            return "system";
        }

        @Override
        public String label() {
            return name();
        }
    }
}
