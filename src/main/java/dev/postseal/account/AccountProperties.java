package dev.postseal.account;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param admin the first user, made when there is none
 * @param api the first API key, made when there is none
 */
@ConfigurationProperties("postseal")
record AccountProperties(
        @DefaultValue Admin admin, @DefaultValue Api api) {
    /** @param initialPassword of user {@code admin}; unset: a random one is made */
    record Admin(@Nullable String initialPassword) {
        Admin {
            if (initialPassword != null && initialPassword.isEmpty()) {
                initialPassword = null;
            }
            if (initialPassword != null
                    && initialPassword.getBytes(java.nio.charset.StandardCharsets.UTF_8).length
                            > PasswordRules.LONGEST) {
                throw new IllegalArgumentException("postseal.admin.initial-password is too long: at most "
                        + PasswordRules.LONGEST + " bytes are allowed");
            }
        }

        @Override
        public String toString() {
            return "Admin[]";
        }
    }

    /** @param initialKey a read-write key with this value; unset: none is made */
    record Api(@Nullable String initialKey) {
        Api {
            // As the key of a call is: a file that it came from may have ended in a line break.
            initialKey = initialKey == null || initialKey.isBlank() ? null : initialKey.strip();
        }

        @Override
        public String toString() {
            return "Api[]";
        }
    }
}
