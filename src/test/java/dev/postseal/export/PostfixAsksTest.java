package dev.postseal.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.NeedsSystemPart;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Real Postfix asks the socketmap: postmap for each entry, and its smtp client before it delivers. */
@NeedsSystemPart({"postfix", "postmap", "sendmail"})
class PostfixAsksTest extends PostfixFixture {
    private static final Path UNIX = socketPath();

    @Autowired
    private SocketmapServer server;

    @DynamicPropertySource
    static void listen(DynamicPropertyRegistry registry) {
        registry.add("postseal.socketmap.listen", () -> "127.0.0.1:0,unix:" + UNIX);
    }

    @Test
    void postmapGetsEveryEntryAsItWasWritten() throws Exception {
        Map<String, String> expected = entries();
        try (var postfix = new OwnPostfix(map())) {
            for (String type : List.of(map(), "socketmap:unix:" + UNIX + ":policy")) {
                assertThat(answers(postfix, type, expected.keySet(), "unknown.example", ".example"))
                        .as(type)
                        .isEqualTo(expected);
            }
            assertThat(postfix.run("", "postmap", "-q", "d1.example", map())).isEqualTo("none\n");
            assertThat(postfix.run("", "postmap", "-q", "d1.example", map().replace(":policy", ":other")))
                    .contains("socketmap server permanent error: there is one map here, policy");
        }
    }

    @Test
    void aMessageIsSentByThePolicyOfThisMomentWithNoReload() throws Exception {
        assertNextMessageIsGoverned(map(), line -> {});
    }

    private String map() {
        int tcp = server.addresses().stream()
                .filter(InetSocketAddress.class::isInstance)
                .mapToInt(address -> ((InetSocketAddress) address).getPort())
                .findFirst()
                .orElseThrow();
        return "socketmap:inet:127.0.0.1:" + tcp + ":policy";
    }

    private static Path socketPath() {
        try {
            return Files.createTempDirectory("socketmap").resolve("policies");
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
