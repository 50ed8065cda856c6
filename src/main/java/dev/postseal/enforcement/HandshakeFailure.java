package dev.postseal.enforcement;

import dev.postseal.mail.Reason;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the TLS library says of a failed handshake, told apart by what an administrator would do about it: the key of the
 * case is the reason's last fact, the library's own words the first.
 */
final class HandshakeFailure {
    /** "(handshake_failure) Received fatal alert: handshake_failure". */
    private static final Pattern ALERT = Pattern.compile("Received fatal alert: (\\w+)");

    private static final Pattern OUR_ALERT = Pattern.compile("^\\(\\w+\\) ");

    private HandshakeFailure() {}

    static Reason reason(String words) {
        Matcher alert = ALERT.matcher(words);
        return alert.find()
                ? Reason.of("tls.handshake-failed", alert.group(1), ofAlert(alert.group(1)))
                : Reason.of("tls.handshake-failed", OUR_ALERT.matcher(words).replaceFirst(""), ofOurs(words));
    }

    /** RFC 8446 section 6.2, and RFC 5246 section 7.2.2 for what only older versions have. */
    private static String ofAlert(String alert) {
        return switch (alert) {
            case "protocol_version" -> "alert-protocol-version";
            case "handshake_failure", "insufficient_security" -> "alert-nothing-in-common";
            case "unrecognized_name" -> "alert-unrecognized-name";
            case "internal_error" -> "alert-internal-error";
            case "certificate_required",
                    "no_certificate",
                    "bad_certificate",
                    "unsupported_certificate",
                    "certificate_unknown",
                    "unknown_ca",
                    "access_denied" -> "alert-client-certificate";
            case "decode_error",
                    "decrypt_error",
                    "bad_record_mac",
                    "record_overflow",
                    "illegal_parameter",
                    "unexpected_message" -> "alert-not-understood";
            default -> "alert";
        };
    }

    private static String ofOurs(String words) {
        if (words.contains("selected protocol version") || words.contains("protocol is disabled")) {
            return "version-refused";
        }
        if (words.contains("what came is not TLS") || words.contains("Unsupported or unrecognized SSL message")) {
            return "not-tls";
        }
        return "other";
    }
}
