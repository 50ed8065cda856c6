package dev.postseal.web.account;

import dev.postseal.account.Actor;
import dev.postseal.account.CurrentActor;

/** Whose page of their own it is. */
final class OwnPage {
    private OwnPage() {}

    static Actor.User user(CurrentActor actor) {
        if (actor.get() instanceof Actor.User user) {
            return user;
        }
        throw new IllegalStateException("a page of the console without a user");
    }
}
