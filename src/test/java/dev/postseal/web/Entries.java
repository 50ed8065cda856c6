package dev.postseal.web;

import dev.postseal.policy.Policies;
import dev.postseal.policy.PolicyDraft;
import dev.postseal.policy.SaveResult;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Policies for a test to find. */
record Entries(Policies policies, JdbcClient jdbc) {
    Entries none() {
        jdbc.sql("delete from policy_entry").update();
        return this;
    }

    long add(String target, String level, boolean active) {
        return add(new PolicyDraft(target, level, "", active, "Contract", "Mail team", null));
    }

    long add(PolicyDraft draft) {
        return ((SaveResult.Saved) policies.create(draft)).entry().id();
    }

    long id(String target) {
        return policies.findByTarget(target).orElseThrow().id();
    }

    /** The last attempt under an entry, ten minutes ago. */
    void used(long policy, String outcome, boolean failing) {
        jdbc.sql("""
                insert into policy_use (policy_id, used_at, outcome, reason_code, delivery_id, failing)
                values (?, now() - interval '10 minutes', ?, 'tls.name-mismatch', 1, ?)""").params(policy, outcome, failing).update();
    }

    /** Postfix asked for it just now. */
    void asked(long policy) {
        jdbc.sql("insert into policy_asked (policy_id, asked_at) values (?, now())")
                .param(policy)
                .update();
    }
}
