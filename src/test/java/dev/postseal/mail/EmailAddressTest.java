package dev.postseal.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@example.com\r\n",
                "a@example.com\nRCPT TO:<b@example.com>",
                "a@ example.com",
                "a@example.com ",
                "a\r\n@example.com",
                "a@example.com:25",
                "a b@example.com",
                "@example.com",
                "a@",
                "a",
                "a@1.2.3.4",
                "a@exa\u0000mple.com"
            })
    void refusesWhatIsNoMailbox(String text) {
        assertThatThrownBy(() -> EmailAddress.parse(text)).isInstanceOf(SyntaxException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "Anna@Example.COM, example.com",
        "a@b@example.com, ",
        "'\"a@b\"@example.com', example.com",
        "jürgen@bücher.example, xn--bcher-kva.example",
        "a@[192.0.2.1], [192.0.2.1]"
    })
    void knowsWhereAMailboxIs(String text, String nextHop) {
        if (nextHop == null) {
            assertThatThrownBy(() -> EmailAddress.parse(text)).isInstanceOf(SyntaxException.class);
        } else {
            assertThat(EmailAddress.parse(text).nextHop().text()).isEqualTo(nextHop);
            assertThat(EmailAddress.parse(text)).hasToString(text);
        }
    }
}
