package dev.postseal.explanation;

import dev.postseal.delivery.AppliedPolicy;
import dev.postseal.delivery.AttemptRecord;
import dev.postseal.delivery.DeliveryOutcome;
import dev.postseal.delivery.TriedHost;
import dev.postseal.mail.Reason;
import dev.postseal.texts.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Explains an attempt: sentences that a mail administrator understands, in order. */
public final class AttemptExplanation {
    private final AttemptRecord attempt;
    private final Texts texts;
    private final List<Sentence> sentences = new ArrayList<>();

    private AttemptExplanation(AttemptRecord attempt, Texts texts) {
        this.attempt = attempt;
        this.texts = texts;
    }

    /** Never empty: how it came out is always told. Attempts of earlier versions tell less. */
    public static List<Sentence> of(AttemptRecord attempt, Texts texts) {
        var explanation = new AttemptExplanation(attempt, texts);
        explanation.tell();
        return List.copyOf(explanation.sentences);
    }

    private void tell() {
        AppliedPolicy policy = attempt.policy();
        List<Reason> because = policy == null ? List.of() : policy.because();
        tell(because, Topic.POLICY, Topic.DNS, Topic.DEMAND);
        attempt.tried().forEach(this::before);
        tell(because, Topic.SESSION);
        SessionFacts.of(attempt).forEach(fact -> say(Topic.SESSION, fact));
        Reason outcome = attempt.outcome().reason();
        say(Topic.OUTCOME, outcome);
        remedy(outcome);
    }

    private void tell(List<Reason> facts, Topic... topics) {
        Stream.of(topics)
                .forEach(topic -> facts.stream()
                        .filter(fact -> Topic.of(fact.code()) == topic)
                        .forEach(fact -> say(topic, fact)));
    }

    private void before(TriedHost host) {
        String where = where(host.mxHost(), host.address(), null);
        String text = texts.coded("reason", "tried.before", List.of(where, texts.cause(host.reason())));
        sentences.add(new Sentence(Topic.BEFORE, "tried.before", text));
    }

    private void remedy(Reason outcome) {
        if (!(attempt.outcome() instanceof DeliveryOutcome.Delivered)) {
            texts.remedy(outcome)
                    .ifPresent(text -> sentences.add(new Sentence(Topic.REMEDY, "remedy." + outcome.code(), text)));
        }
    }

    private void say(Topic topic, Reason fact) {
        sentences.add(new Sentence(topic, fact.code(), texts.cause(fact)));
    }

    /** {@code mx.example.com [192.0.2.1]:25}, as far as it is known. */
    public static String where(String host, @Nullable String address, @Nullable Integer port) {
        String place = address == null ? "" : " [" + address + "]";
        return host + place + (address == null || port == null ? "" : ":" + port);
    }
}
