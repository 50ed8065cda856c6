package dev.postseal.dns;

/** Asks and decides how far the answer can be believed. */
sealed interface Judge permits ValidatingJudge, TrustingJudge {
    Verdict judge(Question question);

    /** Drops what was remembered besides the verdicts. */
    void forget();
}
