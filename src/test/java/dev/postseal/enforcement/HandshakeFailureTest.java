package dev.postseal.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.mail.Reason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandshakeFailureTest {
    @ParameterizedTest
    @CsvSource({
        "(protocol_version) Received fatal alert: protocol_version, protocol_version, alert-protocol-version",
        "Received fatal alert: handshake_failure, handshake_failure, alert-nothing-in-common",
        "(insufficient_security) Received fatal alert: insufficient_security, insufficient_security, alert-nothing-in-common",
        "(unrecognized_name) Received fatal alert: unrecognized_name, unrecognized_name, alert-unrecognized-name",
        "(internal_error) Received fatal alert: internal_error, internal_error, alert-internal-error",
        "(certificate_required) Received fatal alert: certificate_required, certificate_required, alert-client-certificate",
        "(bad_certificate) Received fatal alert: bad_certificate, bad_certificate, alert-client-certificate",
        "(decrypt_error) Received fatal alert: decrypt_error, decrypt_error, alert-not-understood",
        "(no_application_protocol) Received fatal alert: no_application_protocol, no_application_protocol, alert",
        "(protocol_version) The server selected protocol version TLS11 is not accepted, The server selected protocol version TLS11 is not accepted, version-refused",
        "what came is not TLS, what came is not TLS, not-tls",
        "(illegal_parameter) Key share mismatch, Key share mismatch, other",
    })
    void eachKindOfFailureHasAKeyOfItsOwnAndKeepsTheLibrarysWords(String words, String kept, String variant) {
        assertThat(HandshakeFailure.reason(words)).isEqualTo(Reason.of("tls.handshake-failed", kept, variant));
    }
}
