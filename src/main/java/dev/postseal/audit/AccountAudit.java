package dev.postseal.audit;

import dev.postseal.account.AccountChange;
import dev.postseal.account.KeyDetails;
import dev.postseal.account.UserDetails;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Records each change of a user or a key as it is made; neither passwords nor keys, nor their hashes. */
@Component
class AccountAudit {
    private final AuditLog log;
    private final JsonMapper json;

    AccountAudit(AuditLog log, JsonMapper json) {
        this.log = log;
        this.json = json;
    }

    /** Of a user, what somebody decided; fields are only ever added. */
    private record UserState(
            String name,
            String role,
            boolean disabled,
            boolean mustChangePassword,
            boolean secondFactor,
            boolean external) {
        static UserState of(UserDetails user) {
            return new UserState(
                    user.name(),
                    user.role().text(),
                    user.disabled(),
                    user.mustChangePassword(),
                    user.secondFactor(),
                    user.external());
        }
    }

    /** Of a key, what somebody decided; fields are only ever added. */
    private record KeyState(
            String name,
            String prefix,
            String role,
            List<String> networks,
            @Nullable String expiresAt) {
        static KeyState of(KeyDetails key) {
            Instant expiresAt = key.expiresAt();
            return new KeyState(
                    key.name(),
                    key.prefix(),
                    key.role().text(),
                    key.networks(),
                    expiresAt == null ? null : expiresAt.toString());
        }
    }

    @EventListener
    void record(AccountChange change) {
        Line line = switch (change) {
            case AccountChange.OfUser user -> line(user);
            case AccountChange.OfKey key -> line(key);
        };
        log.append(log.who(), List.of(line));
    }

    private Line line(AccountChange.OfUser change) {
        UserDetails before = change.before();
        UserDetails after = change.after();
        UserDetails user = Objects.requireNonNull(after == null ? before : after);
        Act act = switch (change.kind()) {
            case ORDINARY -> act(before, after);
            case PASSWORD -> Act.PASSWORD_CHANGED;
            case SESSIONS_ENDED -> Act.SESSIONS_ENDED;
            case SECOND_FACTOR_ON -> Act.SECOND_FACTOR_ON;
            case SECOND_FACTOR_OFF -> Act.SECOND_FACTOR_OFF;
            case SECOND_FACTOR_RESET -> Act.SECOND_FACTOR_RESET;
        };
        return new Line(
                Subject.USER,
                act,
                user.id().toString(),
                user.name(),
                user.name(),
                before == null ? null : json.writeValueAsString(UserState.of(before)),
                after == null ? null : json.writeValueAsString(UserState.of(after)));
    }

    private Line line(AccountChange.OfKey change) {
        KeyDetails before = change.before();
        KeyDetails after = change.after();
        KeyDetails key = Objects.requireNonNull(after == null ? before : after);
        return new Line(
                Subject.KEY,
                act(before, after),
                key.id().toString(),
                key.name(),
                key.name(),
                before == null ? null : json.writeValueAsString(KeyState.of(before)),
                after == null ? null : json.writeValueAsString(KeyState.of(after)));
    }

    private static Act act(@Nullable Object before, @Nullable Object after) {
        return before == null ? Act.CREATED : after == null ? Act.DELETED : Act.CHANGED;
    }
}
