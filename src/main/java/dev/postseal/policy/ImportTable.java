package dev.postseal.policy;

import dev.postseal.database.RowStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The lines of an import in the table {@code import_line}, which lives as long as the transaction: what is compared with a
 * million entries is compared where those are.
 */
@Component
class ImportTable {
    /** Lines that apply, with the entry that their target has. */
    static final String BESIDE_ENTRIES =
            " from import_line l left join policy_entry e on e.target = l.target where l.wrong_code is null";

    /** The entry says something else than the line. */
    static final String DIFFERS = "(" + present("policy") + " <> l.policy or " + present("parameters")
            + " <> l.parameters or e.active <> l.active"
            + " or (l.active and e.expires_at <= :now and e.thereafter_policy is null))";

    private static final int PROGRESS_STEP = 1_000;

    private final JdbcTemplate template;
    private final RowStream stream;
    private final JdbcClient jdbc;
    private final DraftRules rules;

    ImportTable(JdbcTemplate template, RowStream stream, DraftRules rules) {
        this.template = template;
        this.stream = stream;
        this.jdbc = JdbcClient.create(template);
        this.rules = rules;
    }

    /** What an entry says now, when its row has not been brought up to what it says after its end. */
    static String present(String column) {
        return "case when e.expires_at <= :now and e.thereafter_policy is not null then e.thereafter_" + column
                + " else e." + column + " end";
    }

    /** Reads and checks all lines; lines that name a target again are refused. */
    void fill(ImportSource source, ImportProgress progress) throws IOException {
        template.execute("""
                create temporary table import_line (
                    line bigint not null, target text collate "C", policy text, parameters text, active boolean,
                    search_text text, warned boolean, wrong_field text, wrong_code text, wrong_facts text,
                    said_target text, said_text text) on commit drop""");
        try {
            template.execute((Connection connection) -> {
                copy(connection.unwrap(PGConnection.class), source, progress);
                return true;
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        template.execute("analyze import_line");
        refuseRepeated();
    }

    private void copy(PGConnection connection, ImportSource source, ImportProgress progress) throws SQLException {
        try (CopiedLines lines = new CopiedLines(connection)) {
            source.forEach(line -> {
                add(lines, line);
                if (line.number() % PROGRESS_STEP == 0) {
                    progress.at(ImportProgress.Stage.READING, line.number());
                }
            });
            lines.complete();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(CopiedLines lines, ImportLine line) {
        switch (line) {
            case ImportLine.Unreadable unreadable ->
                lines.refuse(unreadable.number(), unreadable.said(), unreadable.problem());
            case ImportLine.Entry entry -> {
                switch (rules.check(entry.draft())) {
                    case DraftRules.Result.Kept kept -> lines.add(entry.number(), kept.draft());
                    case DraftRules.Result.Broken broken -> {
                        var said = SaidLine.of(entry.draft());
                        broken.problems().forEach(problem -> lines.refuse(entry.number(), said, problem));
                    }
                }
            }
        }
    }

    /** The first line stands, as postmap has it, and the others are told which one that is. */
    private void refuseRepeated() {
        jdbc.sql("""
                update import_line l set wrong_field = 'target', wrong_code = :code,
                    wrong_facts = l.target || chr(31) || twice.first
                from (select target, min(line) as first from import_line where wrong_code is null
                    group by target having count(*) > 1) twice
                where l.target = twice.target and l.line > twice.first""").param("code", ProblemCode.IMPORT__DUPLICATE.text()).update();
    }

    /** With {@link OnConflict#FAIL}: an entry in the way is a reason to refuse. */
    void refuseTaken() {
        jdbc.sql("""
                update import_line l set wrong_field = 'target', wrong_code = :code, wrong_facts = l.target
                from policy_entry e where e.target = l.target and l.wrong_code is null""").param("code", ProblemCode.IMPORT__TARGET_TAKEN.text()).update();
    }

    List<ImportResult.Rejection> rejections() {
        return jdbc.sql("select * from import_line" + " where wrong_code is not null order by line limit :most")
                .param("most", ImportResult.MAX_REJECTIONS)
                .query((row, number) -> new ImportResult.Rejection(row.getLong("line"), said(row), problem(row)))
                .list();
    }

    long rejected() {
        return jdbc.sql("select count(distinct line) from import_line where wrong_code is not null")
                .query(Long.class)
                .single();
    }

    /** Hands each row of a query over as it arrives. */
    void stream(String sql, RowReader reader, Object... arguments) {
        RowCallbackHandler each = reader::read;
        stream.forEach(sql, each, arguments);
    }

    /** Takes one row. */
    @FunctionalInterface
    interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    /** What a refused line says; one that could be read is told from what was read. */
    static SaidLine said(ResultSet row) throws SQLException {
        String text = row.getString("said_text");
        return text == null
                ? new SaidLine(row.getString("target"), row.getString("policy") + " " + row.getString("parameters"))
                : new SaidLine(row.getString("said_target"), text);
    }

    static Problem problem(ResultSet row) throws SQLException {
        return new Problem(
                row.getString("wrong_field"),
                row.getString("wrong_code"),
                ImportFacts.split(row.getString("wrong_facts")));
    }
}
