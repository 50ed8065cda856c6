package dev.postseal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postseal.account.Actor;
import dev.postseal.account.Role;
import dev.postseal.account.Settings;
import dev.postseal.api.ApiTest;
import dev.postseal.delivery.Deliveries;
import dev.postseal.delivery.DeliveryAct;
import dev.postseal.delivery.DeliveryQuery;
import dev.postseal.policy.EntryRequirements;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** What administrators do with the queue and the settings is recorded as it is done. */
class QueueAuditTest extends ApiTest {
    @Autowired
    private Audit audit;

    @Autowired
    private Deliveries deliveries;

    @Autowired
    private EntryRequirements requirements;

    @Autowired
    private Settings settings;

    @Autowired
    private Reversals reversals;

    @Autowired
    private TransactionTemplate transaction;

    @AfterEach
    void nobodyActs() {
        SecurityContextHolder.clearContext();
        requirements.requireReason(false);
    }

    @Test
    void eachActOnOneDeliveryTellsWhichAndHowItWasBefore() throws Exception {
        long id = message("one@acts.example").getFirst();
        for (String act : List.of("hold", "release", "retry", "bounce")) {
            assertThat(post("/api/v1/deliveries/" + id + "/" + act, "").status())
                    .isEqualTo(200);
        }
        assertThat(delete("/api/v1/deliveries/" + id).status()).isEqualTo(204);

        List<AuditRecord> told = recordsOf("one@acts.example");

        assertThat(told)
                .extracting(AuditRecord::act)
                .containsExactly(Act.DELETED, Act.BOUNCED, Act.RETRIED, Act.RELEASED, Act.HELD);
        assertThat(told).allSatisfy(record -> {
            assertThat(record.kind()).isEqualTo(Subject.DELIVERY);
            assertThat(record.subjectId()).isEqualTo(String.valueOf(id));
            assertThat(record.actor()).isEqualTo("key:initial");
            assertThat(record.address()).isEqualTo("127.0.0.1");
            assertThat(record.isRevertible()).isFalse();
        });
        assertThat(text(told.getLast().before(), "state")).isEqualTo("queued");
        assertThat(text(told.getLast().after(), "state")).isEqualTo("held");
        assertThat(told.getFirst().after()).isNull();
        assertThat(recordsOf(text(told.getFirst().before(), "messageId"))).hasSize(5);
    }

    @Test
    void whatWasNotDoneIsNotRecorded() throws Exception {
        long id = message("idle@acts.example").getFirst();
        assertThat(post("/api/v1/deliveries/" + id + "/release", "").status()).isEqualTo(409);
        transaction.executeWithoutResult(status -> {
            deliveries.hold(id);
            assertThat(recordsOf("idle@acts.example")).hasSize(1);
            status.setRollbackOnly();
        });
        assertThat(recordsOf("idle@acts.example")).isEmpty();
        assertThat(get("/api/v1/deliveries/" + id).text("/state")).isEqualTo("queued");
    }

    @Test
    void anActOnManyIsOneRecordWithTheirNumberIdsAndFilter() throws Exception {
        List<Long> ids = message("a@many.example", "b@many.example", "c@many.example");
        deliveries.hold(ids.get(1));
        var query = new DeliveryQuery(null, null, "many.example", null, null, null, null, null, 0, 50);

        assertThat(deliveries.act(DeliveryAct.HOLD, deliveries.ids(query), query))
                .isEqualTo(2);
        AuditRecord held = newest();
        assertThat(deliveries.act(DeliveryAct.DELETE, ids, null)).isEqualTo(3);
        AuditRecord deleted = newest();
        assertThat(deliveries.act(DeliveryAct.DELETE, ids, null)).isZero();

        assertThat(newest()).isEqualTo(deleted);
        assertThat(held.subjectId()).isEmpty();
        assertThat(held.act()).isEqualTo(Act.HELD);
        assertThat(text(held.after(), "number")).isEqualTo("2");
        assertThat(text(held.after(), "deliveries")).isEqualTo(ids.get(0) + ", " + ids.get(2));
        assertThat(text(held.after(), "filter")).isEqualTo("domain=many.example");
        assertThat(text(deleted.after(), "deliveries")).isEqualTo(ids.getFirst() + "-" + ids.getLast());
        assertThat(recordsOf("domain=many.example")).containsExactly(held);
        assertThat(database.sql("select count(*) from message")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(get("/api/v1/audit/export?kind=delivery&q=domain%3Dmany").json())
                .hasSize(1);
    }

    @Test
    void whoGivesUpSeveralRecipientsOfAMessageTellsItsSenderOnce() throws Exception {
        List<Long> ids = message("a@told.example", "b@told.example");

        assertThat(deliveries.act(DeliveryAct.BOUNCE, ids, null)).isEqualTo(2);

        assertThat(database.sql("select recipient from delivery where state = 'queued'")
                        .query(String.class)
                        .list())
                .containsExactly("me@example.org");
        assertThat(database.sql(
                                "select count(*) from message_chunk where message_id in (select message_id from delivery)")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aSettingIsRecordedWhenItChangesAndCanBeTakenBackByThoseWhoMayChangeIt() {
        requirements.requireReason(true);
        requirements.requireReason(true);
        AuditRecord changed = newest();
        assertThat(changed.kind()).isEqualTo(Subject.SETTING);
        assertThat(changed.subject()).isEqualTo("policy.reason-required");
        assertThat(text(changed.before(), "value")).isEqualTo("false");
        assertThat(text(changed.after(), "value")).isEqualTo("true");
        assertThat(recordsOf("policy.reason-required"))
                .filteredOn(record -> record.id() >= changed.id())
                .hasSize(1);

        actAs(Role.OPERATOR);
        assertThat(reversals.isOpenTo(changed)).isFalse();
        assertThatThrownBy(() -> reversals.revert(changed.id(), 1L)).isInstanceOf(AccessDeniedException.class);
        assertThat(requirements.isReasonRequired()).isTrue();

        actAs(Role.ADMINISTRATOR);
        assertThat(reversals.revert(changed.id(), 0L)).isInstanceOf(ReversalResult.Overtaken.class);
        assertThat(reversals.revert(changed.id(), 1L)).isInstanceOf(ReversalResult.Done.class);
        assertThat(requirements.isReasonRequired()).isFalse();
        assertThat(newest().reverts()).isEqualTo(changed.id());
        assertThat(reversals.of(changed.id()).orElseThrow().changedSince()).isTrue();
    }

    @Test
    void aSettingThatIsRolledBackWasNeverChanged() {
        transaction.executeWithoutResult(status -> {
            settings.turn("policy.reason-required", true);
            status.setRollbackOnly();
        });
        assertThat(settings.isOn("policy.reason-required")).isFalse();
    }

    @Test
    void idsThatFollowEachOtherAreWrittenAsRanges() {
        assertThat(IdRanges.text(List.of(9L, 7L, 8L, 12L))).isEqualTo("7-9, 12");
        assertThat(IdRanges.text(List.of(5L))).isEqualTo("5");
    }

    private static void actAs(Role role) {
        var actor = new Actor.User(UUID.randomUUID(), "somebody", 0, role);
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(actor, null, List.of()));
    }

    private List<Long> message(String... recipients) throws Exception {
        Answer accepted = call(
                "POST",
                "/api/v1/messages?from=me@example.org&to=" + String.join("&to=", recipients),
                "Subject: test\r\n\r\nText\r\n",
                "Content-Type",
                "message/rfc822");
        var ids = new ArrayList<Long>();
        accepted.json().get("deliveries").forEach(one -> ids.add(one.get("id").asLong()));
        return ids;
    }

    private AuditRecord newest() {
        return audit.page(query("", 1)).items().getFirst();
    }

    private List<AuditRecord> recordsOf(String text) {
        return audit.page(query(text, 100)).items();
    }

    private static AuditQuery query(String text, int size) {
        return new AuditQuery(null, null, text, null, null, null, null, size);
    }

    private static String text(@Nullable JsonNode fields, String field) {
        return Objects.requireNonNull(fields).get(field).asString();
    }
}
