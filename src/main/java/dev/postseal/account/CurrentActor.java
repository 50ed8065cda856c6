package dev.postseal.account;

/** Who acts in the current thread. */
public interface CurrentActor {
    String name();
}
