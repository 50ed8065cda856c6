package dev.postseal.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
    private static final long NEVER = Long.MIN_VALUE;

    /** RFC 6238 appendix B has eight digits; six are the last of them. */
    @ParameterizedTest
    @CsvSource({
        "59, 94287082",
        "1111111109, 07081804",
        "1111111111, 14050471",
        "1234567890, 89005924",
        "2000000000, 69279037",
        "20000000000, 65353130"
    })
    void codesAreThoseOfTheStandard(long second, String eightDigits) {
        long step = Totp.stepAt(Instant.ofEpochSecond(second));
        assertThat(Totp.code(SECRET, step)).isEqualTo(eightDigits.substring(2));
    }

    @Test
    void aClockMayBeOffByOnePeriodAndNoMore() {
        Instant now = Instant.parse("2026-01-01T00:00:10Z");
        long step = Totp.stepAt(now);
        for (int off = -2; off <= 2; off++) {
            OptionalLong found = Totp.stepOf(Totp.code(SECRET, step + off), SECRET, now, NEVER);
            assertThat(found)
                    .as("%d", off)
                    .isEqualTo(Math.abs(off) <= 1 ? OptionalLong.of(step + off) : OptionalLong.empty());
        }
    }

    @Test
    void whatWasUsedIsNotGoodAgainAndNeitherIsWhatCameBeforeIt() {
        Instant now = Instant.parse("2026-01-01T00:00:10Z");
        long step = Totp.stepAt(now);
        assertThat(Totp.stepOf(Totp.code(SECRET, step), SECRET, now, step)).isEmpty();
        assertThat(Totp.stepOf(Totp.code(SECRET, step - 1), SECRET, now, step)).isEmpty();
        assertThat(Totp.stepOf(Totp.code(SECRET, step + 1), SECRET, now, step)).hasValue(step + 1);
    }

    @Test
    @SuppressWarnings("ObjectToString") // That it says nothing is what is tested.
    void theSecretIsWrittenAsAuthenticatorsReadItAndPrintedNowhere() {
        var secret = new TotpSecret(SECRET);
        assertThat(secret.text()).isEqualTo("GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        assertThat(secret.uri("anna groß"))
                .isEqualTo("otpauth://totp/Postseal:anna%20gro%C3%9F?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                        + "&issuer=Postseal&algorithm=SHA1&digits=6&period=30");
        assertThat(secret.toString()).doesNotContain("GEZD", "1234");
        var random = TotpSecret.random();
        assertThat(Authenticator.decoded(random.text().replace(" ", ""))).isEqualTo(random.bytes());
    }
}
