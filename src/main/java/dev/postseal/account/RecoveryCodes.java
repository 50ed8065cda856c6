package dev.postseal.account;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Codes on paper for whoever has lost the authenticator: each is good once, and only its hash is kept. */
@Repository
class RecoveryCodes {
    private static final int MADE = 10;
    private static final int LENGTH = 16;

    private final JdbcClient jdbc;

    RecoveryCodes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** New ones; those before are no longer good. */
    List<String> replace(UUID user) {
        drop(user);
        List<String> codes = IntStream.range(0, MADE)
                .mapToObj(number -> RandomText.of(LENGTH))
                .toList();
        codes.forEach(code -> jdbc.sql("insert into account_recovery_code (user_id, hash) values (?, ?)")
                .params(user, Sha256.of(code))
                .update());
        return codes.stream().map(code -> code.replaceAll("(.{4})(?=.)", "$1-")).toList();
    }

    /** Whether it was one of the user's; it is none any more. */
    boolean use(UUID user, String typed) {
        String code = typed.toLowerCase(Locale.ROOT).replaceAll("[\\s-]", "");
        return code.length() == LENGTH
                && jdbc.sql("delete from account_recovery_code where user_id = ? and hash = ?")
                                .params(user, Sha256.of(code))
                                .update()
                        == 1;
    }

    int left(UUID user) {
        return jdbc.sql("select count(*) from account_recovery_code where user_id = ?")
                .param(user)
                .query(Integer.class)
                .single();
    }

    void drop(UUID user) {
        jdbc.sql("delete from account_recovery_code where user_id = ?")
                .param(user)
                .update();
    }
}
