package dev.postseal.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class DnsSettingsTest {
    @TempDir
    Path directory;

    @Test
    void nothingSetValidatesOverTheSystemsServers() {
        assertThat(bind("unrelated", "x")).isEqualTo(new DnsSettings(List.of(), DnsSettings.Dnssec.VALIDATE, null));
    }

    @Test
    void serversAreSeparatedByCommas() {
        assertThat(bind("postseal.dns.servers", "192.0.2.53:5353, [2001:db8::53]:53,resolver")
                        .addresses())
                .containsExactly(
                        new ServerAddress("192.0.2.53", 5353),
                        new ServerAddress("2001:db8::53", 53),
                        new ServerAddress("resolver", 53));
    }

    @Test
    void trustAdIsSpelledAsTheContractSpellsIt() {
        assertThat(bind("postseal.dns.dnssec", "trust-ad").dnssec()).isEqualTo(DnsSettings.Dnssec.TRUST_AD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.53:0", "192.0.2.53:65536", "2001:db8::53", "a b", ":53", "[::1", ""})
    void aWrongServerIsRefusedByName(String server) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DnsSettings(List.of(server), DnsSettings.Dnssec.VALIDATE, null))
                .withMessageContaining("postseal.dns.servers")
                .withMessageContaining(server)
                .withMessageContaining("host:port");
    }

    @Test
    void aTrustAnchorFileWithoutAnchorsIsRefusedByName() throws IOException {
        Path empty = Files.writeString(directory.resolve("empty"), "; nothing here\n");
        Path nonsense = Files.writeString(directory.resolve("nonsense"), "not a zone file at all\n");

        for (Path file : List.of(empty, nonsense, directory.resolve("missing"))) {
            var settings = new DnsSettings(List.of(), DnsSettings.Dnssec.VALIDATE, file);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> MailDns.of(settings, Clock.systemUTC()))
                    .withMessageContaining("postseal.dns.trust-anchor-file")
                    .withMessageContaining(file.toString());
        }
    }

    @Test
    void theBuiltInAnchorIsTheRoots() throws IOException {
        assertThat(new String(TrustAnchors.read(null).open().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                .contains(". IN DS 20326 8 2 ", ". IN DS 38696 8 2 ");
    }

    private static DnsSettings bind(String property, String value) {
        var source = new MapConfigurationPropertySource(java.util.Map.of(property, value));
        return new Binder(source).bindOrCreate("postseal.dns", DnsSettings.class);
    }
}
