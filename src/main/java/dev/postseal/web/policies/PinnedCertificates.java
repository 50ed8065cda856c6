package dev.postseal.web.policies;

import dev.postseal.history.SeenCertificate;
import dev.postseal.history.SeenCertificates;
import dev.postseal.policy.TlsPolicy;
import dev.postseal.texts.Texts;
import dev.postseal.web.layout.FieldNotes.Remark;
import dev.postseal.web.layout.Times;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Warns of pins that will soon keep mail from going: their certificate ends, as far as it is known. */
@Component
class PinnedCertificates {
    private final SeenCertificates seen;
    private final Times times;
    private final Texts texts;
    private final Clock clock;

    PinnedCertificates(SeenCertificates seen, Times times, Texts texts, Clock clock) {
        this.seen = seen;
        this.times = times;
        this.texts = texts;
        this.clock = clock;
    }

    /** About the one that was pasted when it is pinned, otherwise about what servers last showed. */
    List<Remark> ending(String target, TlsPolicy policy, Optional<PastedCertificate> pasted) {
        Instant now = clock.instant();
        return pasted
                .filter(one -> isPinned(one, policy))
                .map(one -> ending(one.subject(), one.notAfter(), now))
                .orElseGet(() -> seen.of(target).stream()
                        .filter(one -> one.isOneOf(policy.match()))
                        .flatMap(one -> ending(one.mxHost(), one.notAfter(), now).stream())
                        .findFirst())
                .stream()
                .toList();
    }

    private static boolean isPinned(PastedCertificate pasted, TlsPolicy policy) {
        return SeenCertificate.isOneOf(policy.match(), pasted.sha256(), pasted.spkiSha256());
    }

    private Optional<Remark> ending(String whose, Instant notAfter, Instant now) {
        if (notAfter.isAfter(now.plus(SeenCertificates.SOON))) {
            return Optional.empty();
        }
        String key = notAfter.isAfter(now) ? "policy.pinned.ends" : "policy.pinned.ended";
        return Optional.of(new Remark(texts.of(key, whose, times.day(notAfter)), true));
    }
}
