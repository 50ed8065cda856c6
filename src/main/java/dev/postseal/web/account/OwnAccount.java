package dev.postseal.web.account;

import dev.postseal.account.Accounts;
import dev.postseal.account.Actor;
import dev.postseal.account.CurrentActor;
import dev.postseal.web.security.SessionRenewal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Component;

/** The account of whoever asks for a page. */
@Component
class OwnAccount {
    private final Accounts accounts;
    private final CurrentActor actor;
    private final SessionRenewal session;

    OwnAccount(Accounts accounts, CurrentActor actor, SessionRenewal session) {
        this.accounts = accounts;
        this.actor = actor;
        this.session = session;
    }

    Actor.User user() {
        if (actor.get() instanceof Actor.User user) {
            return user;
        }
        throw new IllegalStateException("a page of the console without a user");
    }

    boolean isExternal() {
        return accounts.isExternal(user());
    }

    void endSessions() {
        accounts.endSessions(user());
    }

    /** After what ends all sessions of the account, this one goes on. */
    void goOn(HttpServletRequest request, HttpServletResponse response) {
        session.goOnAs(accounts.renewed(user()), request, response);
    }
}
