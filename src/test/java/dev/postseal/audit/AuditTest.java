package dev.postseal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postseal.api.ApiTest;
import dev.postseal.policy.Level;
import dev.postseal.policy.Policies;
import dev.postseal.policy.PolicyDraft;
import dev.postseal.policy.PolicyEntry;
import dev.postseal.policy.SaveResult;
import dev.postseal.policy.ThereafterDraft;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

class AuditTest extends ApiTest {
    @Autowired
    private Audit audit;

    @Autowired
    private Policies policies;

    @Autowired
    private Reversals reversals;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void everyChangeSaysWhoWhenFromWhereAndWhatWasBefore() throws Exception {
        long id = entry("told.example", "may");
        patch("/api/v1/policies/" + id, "{\"policy\": \"secure\", \"reason\": \"Contract\"}");
        delete("/api/v1/policies/" + id);

        List<AuditRecord> told = recordsOf("told.example");

        assertThat(told).extracting(AuditRecord::act).containsExactly(Act.DELETED, Act.CHANGED, Act.CREATED);
        assertThat(told).allSatisfy(record -> {
            assertThat(record.who()).isEqualTo(Who.KEY);
            assertThat(record.actor()).isEqualTo("key:initial");
            assertThat(record.address()).isEqualTo("127.0.0.1");
            assertThat(record.node()).isNotBlank();
            assertThat(record.kind()).isEqualTo(Subject.POLICY);
            assertThat(record.subjectId()).isEqualTo(String.valueOf(id));
        });
        AuditRecord changed = told.get(1);
        assertThat(text(changed.before(), "policy")).isEqualTo("may");
        assertThat(text(changed.after(), "policy")).isEqualTo("secure");
        assertThat(text(changed.after(), "reason")).isEqualTo("Contract");
        assertThat(told.getFirst().after()).isNull();
        assertThat(told.getLast().before()).isNull();
    }

    @Test
    void aChangeThatIsRolledBackWasNeverMade() {
        transaction.executeWithoutResult(status -> {
            policies.create(draft("regretted.example", "may"));
            assertThat(recordsOf("regretted.example")).hasSize(1);
            status.setRollbackOnly();
        });
        assertThat(recordsOf("regretted.example")).isEmpty();
    }

    @Test
    void theDatabaseRefusesToAlterOrRemoveRecords() throws Exception {
        entry("record.example", "may");
        for (String attempt : List.of(
                "update audit_record set actor = 'somebody else'",
                "delete from audit_record",
                "delete from audit_record where false",
                "truncate audit_record",
                "truncate audit_record cascade")) {
            assertThatThrownBy(() -> database.sql(attempt).update())
                    .as(attempt)
                    .hasMessageContaining("never altered or removed");
        }
        assertThat(recordsOf("record.example")).hasSize(1);
    }

    @Test
    void theFirstUserAndTheFirstKeyAreRecordedWithoutTheirSecrets() {
        AuditRecord admin = audit.page(kind(Subject.USER)).items().getLast();
        AuditRecord key = audit.page(kind(Subject.KEY)).items().getLast();
        assertThat(admin.subject()).isEqualTo("admin");
        assertThat(admin.who()).isEqualTo(Who.SYSTEM);
        assertThat(text(admin.after(), "role")).isEqualTo("administrator");
        assertThat(String.valueOf(admin.after())).doesNotContainIgnoringCase("hash");
        assertThat(text(key.after(), "role")).isEqualTo("operator");
        assertThat(String.valueOf(key.after())).doesNotContain(KEY);
    }

    @Test
    void whatPostsealDoesByItselfIsToldApart() {
        policies.create(draft("itself.example", "may"));
        AuditRecord record = recordsOf("itself.example").getFirst();
        assertThat(record.who()).isEqualTo(Who.SYSTEM);
        assertThat(record.address()).isNull();
    }

    @Test
    void anImportIsRecordedEntryByEntryWithWhatItReplaced() throws Exception {
        int many = 2_500;
        PolicyEntry replaced = saved(policies.create(new PolicyDraft(
                        "n7.import.example",
                        "may",
                        "ciphers=high",
                        true,
                        "Says \"no\"",
                        "Zoë",
                        java.time.Instant.parse("2100-01-01T00:00:00Z"))
                .followedBy(new ThereafterDraft("verify", "match=mx.example", "Before", ""))));
        String map = IntStream.range(0, many)
                .mapToObj(i -> "n" + i + ".import.example encrypt\n")
                .collect(Collectors.joining());
        Answer answer = call("POST", "/api/v1/policies/import?onConflict=replace", map, "Content-Type", "text/plain");
        assertThat(answer.status()).isEqualTo(200);

        var found = new ArrayList<AuditRecord>();
        audit.forEach(query(Who.IMPORT, "import.example", null, 1), found::add);

        assertThat(found).hasSize(many);
        assertThat(found).extracting(AuditRecord::subject).doesNotHaveDuplicates();
        assertThat(found).extracting(AuditRecord::actor).containsOnly("key:initial");
        assertThat(found)
                .filteredOn(record -> record.act() == Act.CHANGED)
                .singleElement()
                .satisfies(changed -> {
                    assertThat(text(changed.before(), "policy")).isEqualTo("may");
                    assertThat(text(changed.after(), "policy")).isEqualTo("encrypt");
                    assertThat(EntryState.of(Objects.requireNonNull(changed.before()))
                                    .says(replaced))
                            .isTrue();
                    assertThat(Objects.requireNonNull(changed.before()).propertyNames())
                            .containsExactlyElementsOf(fieldsOf("n7.import.example"));
                });
        database.sql("delete from policy_entry where target like '%.import.example'")
                .update();
    }

    @Test
    void aLoweringIsTakenBackAndWhatWasOverIsNotBroughtBack() throws Exception {
        Instant end = Instant.now().plusSeconds(3600).truncatedTo(ChronoUnit.SECONDS);
        var verify = new PolicyDraft("lowered.example", "verify", "match=mx.example", true, "Contract", "", null);
        PolicyEntry entry = saved(policies.create(verify));
        PolicyDraft lower = new PolicyDraft("lowered.example", "encrypt", "", true, "Ticket", "", end)
                .followedBy(new ThereafterDraft("verify", "match=mx.example", "Contract", ""));
        policies.update(entry.id(), lower, null);
        AuditRecord lowering = recordsOf("lowered.example").getFirst();
        policies.delete(entry.id(), null);
        AuditRecord deletion = recordsOf("lowered.example").getFirst();

        assertThat(reversals.revert(deletion.id(), null)).isInstanceOf(ReversalResult.Done.class);
        assertThat(policies.findByTarget("lowered.example").orElseThrow().draft())
                .isEqualTo(lower);
        Reversal reversal = reversals.of(lowering.id()).orElseThrow();
        assertThat(reversals.revert(lowering.id(), reversal.version())).isInstanceOf(ReversalResult.Done.class);
        PolicyEntry back = policies.findByTarget("lowered.example").orElseThrow();
        assertThat(back.draft()).isEqualTo(verify);

        database.sql(
                        "update policy_entry set policy = 'encrypt', parameters = '', expires_at = now() - interval '1 second',"
                                + " thereafter_policy = 'verify', thereafter_parameters = 'match=mx.example',"
                                + " thereafter_reason = 'Contract', thereafter_owner = '' where id = ?")
                .param(back.id())
                .update();
        while (policies.find(back.id()).orElseThrow().version() == back.version()) {
            Thread.onSpinWait();
        }
        AuditRecord goneBack = recordsOf("lowered.example").getFirst();
        assertThat(goneBack.who()).isEqualTo(Who.SYSTEM);
        assertThat(reversals.of(goneBack.id()).orElseThrow().isNothingToDo()).isTrue();
    }

    @Test
    void pagesFollowEachOtherWithoutGapsWhileNewRecordsArrive() {
        for (int i = 0; i < 5; i++) {
            policies.create(draft("page" + i + ".paged.example", "may"));
        }
        AuditPage first = audit.page(query(null, "PAGED", null, 2));
        policies.create(draft("late.paged.example", "may"));
        AuditPage second = audit.page(query(null, "PAGED", first.next(), 2));
        AuditPage third = audit.page(query(null, "PAGED", second.next(), 2));

        assertThat(first.items())
                .extracting(AuditRecord::subject)
                .containsExactly("page4.paged.example", "page3.paged.example");
        assertThat(second.items())
                .extracting(AuditRecord::subject)
                .containsExactly("page2.paged.example", "page1.paged.example");
        assertThat(third.items()).extracting(AuditRecord::subject).containsExactly("page0.paged.example");
        assertThat(third.next()).isNull();
    }

    @Test
    void searchTakesSignsOfPatternsByTheirLetterAndFindsInternationalNames() {
        policies.create(draft("prüfer-audit.example", "may"));
        assertThat(recordsOf("Prüfer-Audit.ex")).hasSize(1);
        assertThat(recordsOf("xn--prfer-audit-uhb")).hasSize(1);
        assertThat(recordsOf("pr%fer-audit.ex")).isEmpty();
        assertThat(recordsOf("_rüfer-audit.ex")).isEmpty();
    }

    @Test
    void eachKindOfChangeCanBeTakenBackAndThatIsRecordedToo() {
        PolicyEntry entry = saved(policies.create(draft("undone.example", "may")));
        policies.update(entry.id(), draft("undone.example", "secure"), null);
        long change = recordsOf("undone.example").getFirst().id();

        assertThat(revert(change)).isInstanceOf(ReversalResult.Done.class);
        assertThat(policies.find(entry.id()).orElseThrow().policy()).isEqualTo(Level.MAY);
        AuditRecord taken = recordsOf("undone.example").getFirst();
        assertThat(taken.reverts()).isEqualTo(change);
        assertThat(taken.act()).isEqualTo(Act.CHANGED);

        policies.delete(entry.id(), null);
        assertThat(revert(recordsOf("undone.example").getFirst().id())).isInstanceOf(ReversalResult.Done.class);
        PolicyEntry again = policies.findByTarget("undone.example").orElseThrow();
        assertThat(again.policy()).isEqualTo(Level.MAY);

        assertThat(revert(recordsOf("undone.example").getFirst().id())).isInstanceOf(ReversalResult.Done.class);
        assertThat(policies.findByTarget("undone.example")).isEmpty();
    }

    @Test
    void takingBackSaysWhenTheEntryWasChangedSinceAndDoesOnlyWhatWasSeen() {
        PolicyEntry entry = saved(policies.create(draft("busy.example", "may")));
        policies.update(entry.id(), draft("busy.example", "encrypt"), null);
        long change = recordsOf("busy.example").getFirst().id();
        assertThat(reversals.of(change).orElseThrow().changedSince()).isFalse();
        Long seen = reversals.of(change).orElseThrow().version();

        policies.update(entry.id(), draft("busy.example", "secure"), null);

        assertThat(reversals.of(change).orElseThrow().changedSince()).isTrue();
        assertThat(reversals.revert(change, seen)).isInstanceOf(ReversalResult.Overtaken.class);
        assertThat(policies.find(entry.id()).orElseThrow().policy()).isEqualTo(Level.SECURE);
    }

    @Test
    void anEntryWhoseTargetHasMovedAwayIsNotForcedBackOntoAnotherOne() {
        PolicyEntry entry = saved(policies.create(draft("moved.example", "may")));
        policies.update(entry.id(), draft("elsewhere.example", "may"), null);
        long move = recordsOf("elsewhere.example").getFirst().id();
        policies.create(draft("moved.example", "secure"));

        assertThat(revert(move)).isInstanceOf(ReversalResult.TargetTaken.class);
        assertThat(policies.findByTarget("moved.example").orElseThrow().policy())
                .isEqualTo(Level.SECURE);
    }

    @Test
    void programsReadAndExportIt() throws Exception {
        long id = entry("export.example", "may");
        patch("/api/v1/policies/" + id, "{\"reason\": \"=2+2, \\\"quoted\\\"\"}");

        Answer page = get("/api/v1/audit?q=export.example&kind=policy&who=key&actor=initial&size=1");
        assertThat(page.text("/items/0/act")).isEqualTo("changed");
        assertThat(page.text("/items/0/before/reason")).isEmpty();
        long next = page.json().get("next").asLong();
        assertThat(get("/api/v1/audit?q=export.example&before=" + next).text("/items/0/act"))
                .isEqualTo("created");
        assertThat(get("/api/v1/audit/" + next).text("/subject")).isEqualTo("export.example");

        Answer csv = get("/api/v1/audit/export?format=csv&q=export.example");
        assertThat(csv.header("Content-Type")).startsWith("text/csv");
        assertThat(csv.http().body().lines()).hasSize(3).first().asString().startsWith("id,at,who,actor,address");
        assertThat(csv.http().body()).contains("\"{\"\"id\"\":" + id);
        Answer json = get("/api/v1/audit/export?q=export.example");
        assertThat(json.json()).hasSize(2);

        assertThat(get("/api/v1/audit?from=2100-01-01T00:00:00Z").json().get("items"))
                .isEmpty();
        assertThat(get("/api/v1/audit?to=2000-01-01T00:00:00Z").json().get("items"))
                .isEmpty();
        for (String wrong : List.of("from=yesterday", "before=x", "kind=mail", "who=me", "size=0")) {
            assertThat(get("/api/v1/audit?" + wrong).status()).as(wrong).isEqualTo(400);
        }
        assertThat(get("/api/v1/audit/999999999").status()).isEqualTo(404);
    }

    private ReversalResult revert(long record) {
        return reversals.revert(record, reversals.of(record).orElseThrow().version());
    }

    /** Of a record that was not made in the database. */
    private Collection<String> fieldsOf(String target) {
        return Objects.requireNonNull(recordsOf(target).getLast().after()).propertyNames();
    }

    private List<AuditRecord> recordsOf(String text) {
        return audit.page(query(null, text, null, 100)).items();
    }

    private static AuditQuery query(@Nullable Who who, String text, @Nullable Long before, int size) {
        return new AuditQuery(null, who, text, null, null, null, before, size);
    }

    private static AuditQuery kind(Subject kind) {
        return new AuditQuery(null, null, null, kind, null, null, null, 100);
    }

    private static String text(@Nullable JsonNode fields, String field) {
        return Objects.requireNonNull(fields).get(field).asString();
    }

    private static PolicyEntry saved(SaveResult result) {
        return ((SaveResult.Saved) result).entry();
    }

    private static PolicyDraft draft(String target, String level) {
        return new PolicyDraft(target, level, "", true, "", "", null);
    }
}
