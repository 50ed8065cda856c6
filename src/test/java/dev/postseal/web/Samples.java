package dev.postseal.web;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One delivery that failed once, under a policy that asked for more than was proven. */
final class Samples {
    /** Of the key of the certificate that was {@link #seen}. */
    static final String SPKI = "EF:" + "34:".repeat(30) + "01";

    private static final String SHA256 = "AB:" + "12:".repeat(30) + "CD";

    private Samples() {}

    /** Its id. */
    static long deferredDelivery(JdbcClient jdbc) {
        long message = jdbc.sql("""
                        insert into message (message_id, envelope_from, size, eight_bit, smtp_utf8, received_at, source, peer)
                        values ('sample-' || gen_random_uuid(), 'billing@ourcompany.example', 4096, false, false,
                            now() - interval '1 hour', 'smtp', '127.0.0.1') returning id""").query(Long.class).single();
        jdbc.sql(
                        "insert into message_chunk (message_id, seq, data) values (?, 0, convert_to(repeat('x', 4096), 'UTF8'))")
                .param(message)
                .update();
        long delivery =
                jdbc.sql("""
                        insert into delivery (message_id, recipient, nexthop, state, queued_at, next_attempt_at,
                            attempt_count, last_reason_code, last_reason_args)
                        values (:message, 'accounts@bank.example', 'bank.example', 'deferred',
                            now() - interval '1 hour', now() + interval '9 minutes', 1, 'tls.name-mismatch',
                            '{bank.example,mx1.bank.example}') returning id""").param("message", message).query(Long.class).single();
        jdbc.sql("""
                insert into attempt (delivery_id, number, started_at, duration_ms, node, mx_host, address, port,
                    policy_id, policy_target, policy, effective_level, policy_revision, outcome, status, reply_code,
                    reply_enhanced, reply_text, reason_code, reason_args, tls, tried, transcript, because)
                values (:delivery, 1, now() - interval '59 minutes', 1240, 'node-a', 'mx1.bank.example', '192.0.2.25',
                    25, '1', 'bank.example', 'secure', 'secure', 1, 'deferred', '4.7.5', null, null, null,
                    'tls.name-mismatch', '{bank.example,mx1.bank.example}', cast(:tls as jsonb), '[]', '> EHLO postseal.example', cast(:because as jsonb))""")
                .param("delivery", delivery)
                .param("tls", """
                        {"version":"TLSv1.3","cipher":"TLS_AES_256_GCM_SHA384","security":"trusted","matchedBy":null,
                         "serverName":"bank.example","peer":{"sha256":"3D:95:34:AF","spkiSha256":"AA:95:34:AF",
                         "subject":"CN=mx1.bank.example","issuer":"CN=Example CA","names":["mx1.bank.example"],
                         "notBefore":"2026-01-14T10:00:00Z","notAfter":"2031-01-14T10:00:00Z"}}""")
                .param("because", """
                        [{"code":"policy.by-entry","arguments":["bank.example","bank.example","secure"]},
                         {"code":"dns.mx-secure","arguments":["bank.example","mx1.bank.example"]},
                         {"code":"dns.address-secure","arguments":["mx1.bank.example","192.0.2.25"]},
                         {"code":"demand.names","arguments":["mx1.bank.example","bank.example, .bank.example"]}]""")
                .update();
        return delivery;
    }

    /** The same, delivered at its second attempt, which proved so much; null: in the clear. Its id. */
    static long delivered(JdbcClient jdbc, @Nullable String security) {
        long delivery = deferredDelivery(jdbc);
        jdbc.sql("update delivery set state = 'delivered', next_attempt_at = null, attempt_count = 2 where id = ?")
                .param(delivery)
                .update();
        jdbc.sql("""
                insert into attempt (delivery_id, number, started_at, duration_ms, node, mx_host, address, port,
                    outcome, status, reply_code, reply_enhanced, reply_text, reason_code, reason_args, tls, tried, transcript)
                values (:delivery, 2, now(), 900, 'node-a', 'mx2.bank.example', '192.0.2.26', 25, 'delivered', '2.0.0',
                    250, '2.0.0', 'queued', 'delivery.delivered', '{}', cast(:tls as jsonb),
                    '[{"mxHost":"mx1.bank.example","address":"192.0.2.25","status":{"statusClass":4,"subject":7,"detail":5},
                       "reason":{"code":"tls.name-mismatch","arguments":["bank.example","mx1.bank.example"]}}]',
                    '> EHLO postseal.example')""")
                .param("delivery", delivery)
                .param("tls", security == null ? null : """
                        {"version":"TLSv1.3","cipher":"TLS_AES_256_GCM_SHA384","security":"%s","matchedBy":null,
                         "serverName":null,"peer":null}""".formatted(security))
                .update();
        return delivery;
    }

    /** An attempt of a moment ago at that destination, whose server showed a certificate that is valid so much longer. */
    static void seen(JdbcClient jdbc, String nexthop, long policy, String level, String left) {
        long delivery = Samples.deferredDelivery(jdbc);
        jdbc.sql("update delivery set nexthop = ? where id = ?")
                .params(nexthop, delivery)
                .update();
        jdbc.sql("""
                update attempt set policy_id = :policy, effective_level = :level, started_at = now(),
                    tls = jsonb_set(tls, '{peer}', tls -> 'peer' || jsonb_build_object('sha256', :sha256, 'spkiSha256', :spki,
                        'notBefore', '2020-01-01T00:00:00Z',
                        'notAfter', to_char(now() at time zone 'UTC' + cast(:left as interval) + interval '1 hour', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')))
                where delivery_id = :delivery""")
                .param("policy", String.valueOf(policy))
                .param("level", level)
                .param("sha256", SHA256)
                .param("spki", SPKI)
                .param("left", left)
                .param("delivery", delivery)
                .update();
    }

    /** A node that was heard of so long ago, and which Postfix asked so long ago. */
    static void node(JdbcClient jdbc, String name, String ago, @Nullable String asked) {
        jdbc.sql("""
                insert into node (name, instance, version, revision, seen_at, asked_at, usual_silence_s)
                select :name, gen_random_uuid(), '1.0', revision, clock_timestamp() - cast(:ago as interval),
                    clock_timestamp() - cast(:asked as interval), 3600 from policy_revision""")
                .param("name", name)
                .param("ago", ago)
                .param("asked", asked)
                .update();
    }

    /** The number of the last recorded change of an entry. */
    static long lastChange(JdbcClient jdbc) {
        return jdbc.sql("select max(id) from audit_record where subject_kind = 'policy'")
                .query(Long.class)
                .single();
    }

    /** The number of the first user. */
    static UUID admin(JdbcClient jdbc) {
        return jdbc.sql("select id from account_user where name = 'admin'")
                .query(UUID.class)
                .single();
    }
}
