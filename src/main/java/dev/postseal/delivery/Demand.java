package dev.postseal.delivery;

import dev.postseal.enforcement.Requirement;
import dev.postseal.mail.Reason;
import java.nio.file.Path;

/** What is demanded of a host, as a fact for explanations. */
final class Demand {
    private Demand() {}

    static Reason of(Requirement requirement, String host) {
        return switch (requirement) {
            case Requirement.Plaintext plaintext -> Reason.of("demand.plaintext", host);
            case Requirement.Opportunistic may -> Reason.of("demand.may", host);
            case Requirement.Encrypted encrypted -> Reason.of("demand.encrypt", host);
            case Requirement.Names names -> names(names, host);
            case Requirement.Fingerprints wanted ->
                Reason.of("demand.fingerprint", host, Because.shown(wanted.sha256()));
            case Requirement.Tlsa tlsa -> tlsa(tlsa, host);
        };
    }

    private static Reason names(Requirement.Names wanted, String host) {
        String names = Because.shown(wanted.patterns());
        return wanted.anchorFiles().isEmpty()
                ? Reason.of("demand.names", host, names)
                : Reason.of(
                        "demand.names-of-own-authorities",
                        host,
                        names,
                        Because.shown(wanted.anchorFiles().stream()
                                .map(Demand::fileName)
                                .toList()));
    }

    /** Where it lies is nobody's business who reads of it. */
    private static String fileName(Path file) {
        return String.valueOf(file.getFileName());
    }

    /** Names count only for records that name an authority (usage 2). */
    private static Reason tlsa(Requirement.Tlsa wanted, String host) {
        boolean anchors = wanted.records().stream().anyMatch(record -> record.usage() == 2);
        return anchors
                ? Reason.of("demand.tlsa-authority", host, wanted.base(), Because.shown(wanted.names()))
                : Reason.of("demand.tlsa", host, wanted.base());
    }
}
