package dev.postseal.delivery;

import dev.postseal.enforcement.TlsFacts;
import dev.postseal.smtp.TranscriptLine;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What came of one host in the course of an attempt. */
record Trial(
        Endpoint endpoint,
        AppliedPolicy policy,
        @Nullable TlsFacts tls,
        DeliveryOutcome outcome,
        List<TranscriptLine> transcript) {

    /**
     * Which host, at which of its addresses.
     *
     * @param address null when it was not connected to
     */
    record Endpoint(String host, @Nullable InetAddress address, int port) {
        @Nullable String addressText() {
            return address == null ? null : address.getHostAddress();
        }
    }

    TriedHost asTried() {
        return new TriedHost(endpoint.host(), endpoint.addressText(), outcome.status(), outcome.reason());
    }

    /** The dialogue, one line each, with who spoke in front. */
    String transcriptText() {
        return transcript.stream().map(Trial::line).collect(Collectors.joining("\n"));
    }

    private static String line(TranscriptLine line) {
        return switch (line.direction()) {
                    case SENT -> "> ";
                    case RECEIVED -> "< ";
                    case NOTE -> "* ";
                }
                + line.text();
    }
}
