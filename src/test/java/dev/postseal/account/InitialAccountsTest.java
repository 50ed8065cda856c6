package dev.postseal.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.AccountsOnly;
import dev.postseal.database.DataDirectory;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(classes = AccountsOnly.class, properties = "postseal.api.initial-key=first-key-of-the-test")
@ExtendWith(OutputCaptureExtension.class)
class InitialAccountsTest {
    @Autowired
    private DataDirectory directory;

    @Autowired
    private InitialAccounts initial;

    @Autowired
    private ApiKeys keys;

    @Autowired
    private SignIn signIn;

    @Autowired
    private JdbcClient database;

    @Test
    void firstUserHasARandomPasswordThatOnlyTheOwnerOfTheFileCanReadAndMustChange() throws Exception {
        var file = directory.resolve("initial-admin-password");

        assertThat(Files.getPosixFilePermissions(file))
                .extracting(Enum::name)
                .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
        assertThat(signIn.attempt("admin", Files.readString(file).strip(), "192.0.2.1"))
                .isInstanceOfSatisfying(
                        SignInResult.Accepted.class,
                        accepted -> assertThat(accepted.mustChangePassword()).isTrue());
    }

    @Test
    void anotherNodeStartingOnTheSameDatabaseMakesNoSecondAdminAndNoSecondKey() {
        initial.afterSingletonsInstantiated();

        assertThat(database.sql("SELECT name FROM account_user")
                        .query(String.class)
                        .list())
                .containsExactly("admin");
        assertThat(keys.all()).extracting(KeyDetails::name).containsExactly("initial");
    }

    @Test
    void aKeyThatSomebodyMayHaveThoughtUpIsRemarkedOnWithoutBeingWritten(CapturedOutput output) {
        database.sql("DELETE FROM api_key").update();
        initial.afterSingletonsInstantiated();

        assertThat(output).contains("postseal.api.initial-key is shorter than").doesNotContain("first-key-of-the-test");
    }

    @Test
    void keysAreKeptAsHashesAndTheFirstOneMayWrite() {
        byte[] hash =
                database.sql("SELECT hash FROM api_key").query(byte[].class).single();

        assertThat(hash).hasSize(32);
        assertThat(database.sql("SELECT api_key::text FROM api_key")
                        .query(String.class)
                        .single())
                .doesNotContain("first-key-of-the-test");
        assertThat(keys.check("first-key-of-the-test", "192.0.2.1"))
                .isInstanceOfSatisfying(
                        KeyCheck.Accepted.class,
                        accepted -> assertThat(accepted.key().readOnly()).isFalse());
        assertThat(List.of(keys.all().getFirst().prefix())).containsExactly("");
    }
}
