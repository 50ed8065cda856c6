package dev.postseal.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BinaryRowsTest {
    private final TestDatabase database = TestDatabase.fresh();
    private Connection connection;

    private record Row(long number, String text, @Nullable Instant at) {}

    @BeforeEach
    void connect() throws SQLException {
        connection = database.dataSource().getConnection();
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    @Test
    void columnsAsTheyAreStored() throws SQLException {
        assertThat(rows("""
                        values (1::bigint, 'müller.example', '2026-03-01 12:00:00.123456+00'::timestamptz),
                            (-9223372036854775808, '', null),
                            (3, 'tab\tand\\back', 'infinity'),
                            (4, '', '-infinity'),
                            (5, '𝄞', '1970-01-01 00:00:00+00')"""))
                .containsExactly(
                        new Row(1, "müller.example", Instant.parse("2026-03-01T12:00:00.123456Z")),
                        new Row(Long.MIN_VALUE, "", null),
                        new Row(3, "tab\tand\\back", Instant.MAX),
                        new Row(4, "", Instant.MIN),
                        new Row(5, "𝄞", Instant.EPOCH));
    }

    @Test
    void noRowIsNoRow() throws SQLException {
        assertThat(rows("select 1::bigint, 'x', now() where false")).isEmpty();
    }

    @Test
    void aRowLongerThanAnyBuffer() throws SQLException {
        assertThat(rows("select n, repeat('x', 300000), null::timestamptz from generate_series(1::bigint, 3) n"))
                .extracting(row -> row.text().length())
                .containsExactly(300_000, 300_000, 300_000);
    }

    @Test
    void theConnectionIsOfUseAfterwardsAlsoWhenTheReaderGivesUp() throws SQLException {
        assertThatThrownBy(() -> BinaryRows.forEach(
                        connection, "select n, 'x', now() from generate_series(1::bigint, 100000) n", row -> {
                            throw new SQLException("enough");
                        }))
                .hasMessage("enough");

        assertThat(rows("select 7::bigint, 'after', null::timestamptz")).containsExactly(new Row(7, "after", null));
        assertThat(rows("select 8::bigint, 'again', null::timestamptz")).containsExactly(new Row(8, "again", null));
    }

    @Test
    void whatTheDatabaseRefusesIsSaid() {
        assertThatThrownBy(() -> rows("select from nowhere")).hasMessageContaining("nowhere");
    }

    private List<Row> rows(String select) throws SQLException {
        List<Row> rows = new ArrayList<>();
        BinaryRows.forEach(connection, select, row -> rows.add(new Row(row.int8(), row.text(), row.instant())));
        return rows;
    }
}
