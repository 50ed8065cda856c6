package dev.postseal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.database.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each start is a process of its own, as an administrator would see it. */
class StartFailureTest {
    @TempDir
    Path directory;

    @Test
    void portTaken() throws Exception {
        TestDatabase database = TestDatabase.fresh();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            assertThat(linesOfFailedStart(
                            "--spring.datasource.url=" + database.url(),
                            "--spring.datasource.username=" + database.user(),
                            "--spring.datasource.password=" + database.password(),
                            "--postseal.socketmap.listen=127.0.0.1:0",
                            "--server.port=" + taken.getLocalPort()))
                    .as("also when Postfix had been answered already, the process ends")
                    .last()
                    .asString()
                    .startsWith("Postseal cannot start: server.port=" + taken.getLocalPort() + ": the port is taken");
        }
    }

    @Test
    void databaseUnreachable() throws Exception {
        assertThat(linesOfFailedStart("--spring.datasource.url=jdbc:postgresql://127.0.0.1:1/postseal"))
                .singleElement()
                .asString()
                .startsWith(
                        "Postseal cannot start: spring.datasource.url cannot be reached: Connection to 127.0.0.1:1");
    }

    @Test
    void wrongValue() throws Exception {
        assertThat(linesOfFailedStart("--server.port=http"))
                .singleElement()
                .isEqualTo("Postseal cannot start: server.port=http: a whole number is wanted");
    }

    @Test
    void wrongValueOfASettingOfTheDatabase() throws Exception {
        assertThat(linesOfFailedStart("--postseal.database.port=http"))
                .singleElement()
                .isEqualTo("Postseal cannot start: postseal.database.port=http: a whole number is wanted");
    }

    @Test
    void defaultPolicyThatBreaksARule() throws Exception {
        assertThat(linesOfFailedStart("--postseal.delivery.default-policy=may protocols=TLSv9"))
                .singleElement()
                .asString()
                .startsWith("Postseal cannot start: postseal.delivery.default-policy=may protocols=TLSv9: protocols: ")
                .contains("no protocol \"TLSv9\"")
                .endsWith("such as may, or encrypt ciphers=high.")
                .doesNotContain("Problem");
    }

    @Test
    void dataDirectoryThatCannotBe() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        assertThat(linesOfFailedStart("--postseal.data-dir=" + file.resolve("data")))
                .singleElement()
                .asString()
                .startsWith(
                        "Postseal cannot start: postseal.data-dir=" + file.resolve("data") + " cannot be written to");
    }

    @Test
    void exportFileInADirectoryThatIsNotThere() throws Exception {
        assertThat(linesOfFailedStart("--postseal.export.file=" + directory.resolve("missing/tls_policy")))
                .singleElement()
                .isEqualTo("Postseal cannot start: postseal.export.file=" + directory.resolve("missing/tls_policy")
                        + ": there is no directory " + directory.resolve("missing"));
    }

    /** What stands on standard error; standard output begins with that the product has begun. */
    private List<String> linesOfFailedStart(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Dlogging.config=classpath:logback-product.xml",
                Postseal.class.getName(),
                "--postseal.smtp.listen="));
        for (String preset :
                List.of("--postseal.socketmap.listen=", "--postseal.data-dir=" + directory.resolve("data"))) {
            String name = preset.substring(0, preset.indexOf('='));
            if (Stream.of(arguments).noneMatch(argument -> argument.startsWith(name))) {
                command.add(preset);
            }
        }
        command.addAll(List.of(arguments));
        Path errors = directory.resolve("errors");
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        assertThat(process.inputReader().lines().filter(line -> !line.isBlank()))
                .first()
                .asString()
                .matches("Postseal is starting, data in /.*/data");
        assertThat(process.waitFor()).isEqualTo(1);
        return Files.readAllLines(errors).stream()
                .filter(line -> !line.isBlank())
                .toList();
    }
}
