package dev.postseal.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InboundSettingsTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.0/8, 127.1.2.3, true",
        "192.0.2.128/25, 192.0.2.127, false",
        "192.0.2.128/25, 192.0.2.128, true",
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
        "::1/128, 127.0.0.1, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "0.0.0.0/0, 203.0.113.9, true"
    })
    void networkContainsItsAddresses(String network, String address, boolean contained) {
        assertThat(Network.parse(network).contains(InetAddress.ofLiteral(address)))
                .isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "nonsense", "192.0.2.0/33", "192.0.2.0/-1", "192.0.2.0/8/8", "192.0.2.0/x", "host.example/8"
            })
    void wrongNetworkIsRefusedByName(String network) {
        assertThatThrownBy(() -> Network.parse(network))
                .hasMessageStartingWith("postseal.smtp.relay-networks=" + network);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2525", ":2525", "127.0.0.1", "127.0.0.1:x", "127.0.0.1:65536"})
    void wrongListenAddressIsRefusedByName(String address) {
        assertThatThrownBy(() -> InboundSettings.address(address))
                .hasMessageStartingWith("postseal.smtp.listen=" + address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:2525", "[::1]:2525", "0.0.0.0:25"})
    void listenAddressIsRead(String address) {
        assertThat(InboundSettings.address(address).address().isUnresolved()).isFalse();
    }
}
