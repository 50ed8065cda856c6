package dev.postseal.api.policies;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ImportCallTest extends ImportFixture {
    @Test
    void everyLineOfAMapBecomesAnEntryAndIsInForce() throws Exception {
        Answer answer = text("", """
                # partners
                Example.com   secure match=nexthop
                .example.com
                    encrypt
                    # still the same line
                    protocols=>=TLSv1.2

                [mail.example.com]:587\tmay
                müller.example ,dane
                """);
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(200);
        assertThat(counts(answer)).isEqualTo("4 0 0 0 true");
        assertThat(get("/api/v1/export/postfix").http().body()).isEqualTo("""
                .example.com\tencrypt protocols=>=TLSv1.2
                [mail.example.com]:587\tmay
                example.com\tsecure match=nexthop
                xn--mller-kva.example\tdane
                """);
        assertThat(get("/api/v1/lookup?nexthop=a.example.com").text("/policy")).isEqualTo("encrypt");
        assertThat(get("/api/v1/policies?q=example.com").text("/items/0/createdBy"))
                .startsWith("key:");
    }

    @Test
    void oneRevisionForAllThatIsNew() throws Exception {
        long before = revision();
        assertThat(counts(text("", map(1, 2_000)))).isEqualTo("2000 0 0 0 true");
        assertThat(revision()).isEqualTo(before + 1);
        assertThat(lookup.revision()).isEqualTo(before + 1);
        assertThat(get("/api/v1/lookup?nexthop=d1234.example").text("/policy")).isEqualTo("secure");
        database.sql("delete from policy_entry").update(); // the next test would take them away one by one
    }

    @Test
    void aWrongLineKeepsAllOthersFromBeingWritten() throws Exception {
        Answer answer =
                text("", "a.example may\nb.example encrpyt\n*.c.example may\nd.example\n", "Accept-Language", "de");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(counts(answer)).isEqualTo("0 0 0 3 false");
        assertThat(rejected(answer))
                .containsExactly("2 policy policy.similar", "3 target target.wildcard", "4 line import.no-value");
        assertThat(answer.text("/rejected/2/message")).contains("Richtlinie folgen");
        assertThat(answer.text("/rejected/0/target")).isEqualTo("b.example");
        assertThat(answer.text("/rejected/0/text")).isEqualTo("encrpyt");
        assertThat(answer.text("/rejected/1/target")).isEqualTo("*.c.example");
        assertThat(answer.json().at("/rejected/2/target").isNull()).isTrue();
        assertThat(answer.text("/rejected/2/text")).isEqualTo("d.example");
        assertThat(total()).isZero();
    }

    @Test
    void aTakenTargetRefusesTheImportUnlessSaidOtherwise() throws Exception {
        entry("a.example", "may");
        Answer answer = text("", "b.example may\na.example encrypt\n");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(rejected(answer)).containsExactly("2 target import.target-taken");
        assertThat(answer.text("/rejected/0/target")).isEqualTo("a.example");
        assertThat(answer.text("/rejected/0/text")).isEqualTo("encrypt");
        assertThat(total()).isEqualTo(1);
    }

    @Test
    void skipLeavesEntriesAndWrongLinesOut() throws Exception {
        entry("a.example", "may");
        Answer answer = text("?onConflict=skip", "b.example may\na.example encrypt\nc.example nonsense\n");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(counts(answer)).isEqualTo("1 0 1 1 true");
        assertThat(get("/api/v1/export/postfix").http().body()).isEqualTo("a.example\tmay\nb.example\tmay\n");
    }

    @Test
    void replaceChangesWhatPostfixReadsAndNothingElse() throws Exception {
        put(
                "/api/v1/policies/by-target/a.example",
                "{\"policy\": \"may\", \"active\": false, \"reason\": \"contract\", \"owner\": \"us\"}");
        put("/api/v1/policies/by-target/old.example", "{\"policy\": \"may\", \"expiresAt\": \"2001-01-01T00:00:00Z\"}");
        entry("same.example", "encrypt");
        Answer answer = text(
                "?onConflict=replace", "a.example encrypt\nsame.example encrypt\nnew.example dane\nold.example may\n");
        assertThat(counts(answer)).isEqualTo("1 2 1 0 true");
        JsonNode entry = get("/api/v1/policies?q=a.example").json().at("/items/0");
        assertThat(entry.at("/policy").asString()).isEqualTo("encrypt");
        assertThat(entry.at("/active").asBoolean()).isTrue();
        assertThat(entry.at("/reason").asString()).isEqualTo("contract");
        assertThat(entry.at("/version").asInt()).isEqualTo(1);
        assertThat(get("/api/v1/export/postfix").http().body()).hasLineCount(4);
        assertThat(text("?onConflict=replace", "a.example nonsense\nz.example may\n")
                        .status())
                .isEqualTo(422);
        assertThat(total()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"skip", "replace", "fail"})
    void aDryRunSaysTheSameAndWritesNothing(String onConflict) throws Exception {
        entry("a.example", "may");
        long before = revision();
        String map = "a.example encrypt\nb.example may\n";
        Answer dry = text("?dryRun=true&onConflict=" + onConflict, map);
        assertThat(dry.status()).isEqualTo(200);
        assertThat(revision()).isEqualTo(before);
        assertThat(total()).isEqualTo(1);
        assertThat(dry.json().get("applied").asBoolean()).isFalse();
        Answer real = text("?onConflict=" + onConflict, map);
        assertThat(rejected(real)).isEqualTo(rejected(dry));
        if (!onConflict.equals("fail")) {
            assertThat(counts(real)).isEqualTo(counts(dry).replace("false", "true"));
        }
    }

    @Test
    void aTargetThatIsNamedTwiceIsToldWhereItStandsFirst() throws Exception {
        Answer answer = text("", "a.example may\nb.example may\nA.example. may\nA.EXAMPLE\tencrypt\n");
        assertThat(rejected(answer)).contains("4 target import.duplicate");
        assertThat(text("", "b\u200b.example may" + "y".repeat(500)).text("/rejected/0/target"))
                .isEqualTo("b\\u200B.example");
        assertThat(text("", "b.example may" + "y".repeat(500)).text("/rejected/0/text"))
                .hasSize(200)
                .endsWith("y…");
        assertThat(answer.http().body()).contains("line 1");
        assertThat(counts(text("?onConflict=skip", "a.example may\na.example encrypt\n")))
                .isEqualTo("1 0 0 1 true");
        assertThat(get("/api/v1/export/postfix").http().body()).isEqualTo("a.example\tmay\n");
    }

    @Test
    void hostileLinesAreRefusedOneByOne() throws Exception {
        byte[] start = "\uFEFFa.example may\r\n\r\nbad.example may ".getBytes(StandardCharsets.UTF_8);
        byte[] rest = ("\nnull.example may \0 x\n" + "long.example " + "x".repeat(200_000) + "\n#" + "c".repeat(300_000)
                        + "\n\"open.example may\n\"b.example\" may\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] all = Stream.of(start, new byte[] {(byte) 0xff}, rest)
                .collect(
                        ByteArrayOutputStream::new,
                        ByteArrayOutputStream::writeBytes,
                        (a, b) -> a.writeBytes(b.toByteArray()))
                .toByteArray();
        HttpResponse<String> answer = bytes("text/plain", "?onConflict=skip", all);
        JsonNode json = new JsonMapper().readTree(answer.body());
        assertThat(json.at("/created").asInt()).isEqualTo(2);
        assertThat(rejected(json))
                .containsExactly(
                        "3 line import.encoding",
                        "4 line import.null",
                        "5 line import.too-long",
                        "7 line import.quotes");
        assertThat(get("/api/v1/export/postfix").http().body()).isEqualTo("a.example\tmay\nb.example\tmay\n");
    }

    @Test
    void problemsAreCountedBeyondThoseThatAreNamed() throws Exception {
        String map = IntStream.rangeClosed(1, 10_100)
                .mapToObj(n -> "d%d.example nonsense".formatted(n))
                .collect(Collectors.joining("\n"));
        Answer answer = text("?dryRun=true", map);
        assertThat(answer.json().get("rejected")).hasSize(10_000);
        assertThat(answer.json().get("rejectedLines").asInt()).isEqualTo(10_100);
    }

    @Test
    void nothingOfTheBodyIsLeftBehind() throws Exception {
        text("", "a.example may\n");
        text("", "a.example may\n");
        json("", "[");
        try (Stream<Path> left = Files.list(data.resolve("imports"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void wrongCallsAreRefused() throws Exception {
        assertThat(text("?onConflict=maybe", "").status()).isEqualTo(400);
        assertThat(text("?dryRun=1", "").status()).isEqualTo(400);
        assertThat(call("POST", IMPORT, "x", "Content-Type", "application/xml").status())
                .isEqualTo(415);
        assertThat(call("POST", IMPORT, "x", "Content-Type", "text/plain;charset=utf-16")
                        .status())
                .isEqualTo(415);
        assertThat(counts(text("", ""))).isEqualTo("0 0 0 0 true");
    }

    private Answer text(String query, String map, String... headers) throws Exception {
        String[] all = Stream.concat(Stream.of("Content-Type", "text/plain"), Stream.of(headers))
                .toArray(String[]::new);
        return call("POST", IMPORT + query, map, all);
    }

    private long revision() {
        return database.sql("select revision from policy_revision")
                .query(Long.class)
                .single();
    }
}
