package dev.postseal.export;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import javax.sql.DataSource;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The view that Postfix may read in the database itself (pgsql_table(5)), and whether its role may. It does NOT say whether
 * the role has a password: the server tells that to nobody but its administrator.
 */
@Component
public class DatabaseMap {
    public static final String ROLE = "postseal_postfix";
    public static final String VIEW = "postfix_tls_policy";

    private static final Logger log = LoggerFactory.getLogger(DatabaseMap.class);

    private final JdbcClient jdbc;
    private final DataSource source;

    DatabaseMap(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.source = Objects.requireNonNull(template.getDataSource());
    }

    /**
     * Where the view is, as this node reaches it.
     *
     * @param hosts {@code host:port} each, as the node's own connection names them
     */
    public record Place(List<String> hosts, String database, String schema) {}

    /**
     * What the server says of the role's sessions.
     *
     * @param connected at this moment, to this database
     */
    public record Sessions(long connected) {}

    private record Rights(boolean role, boolean login, boolean connect, boolean usage, boolean select) {}

    /**
     * @throws DataAccessException when the database does not answer
     */
    public Place place() {
        return jdbc.sql("select current_database() as database, current_schema() as schema")
                .query((row, number) -> new Place(hosts(), row.getString("database"), row.getString("schema")))
                .single();
    }

    /**
     * Statements that an administrator of the server has to run before the role can read the view; none when it can.
     *
     * @throws DataAccessException when the database does not answer
     */
    public List<String> statementsToRun() {
        Rights rights = rights();
        Place place = place();
        String schema = quoted(place.schema());
        List<String> statements = new ArrayList<>();
        unless(rights.role(), statements, "CREATE ROLE " + ROLE + " LOGIN;");
        unless(rights.login() || !rights.role(), statements, "ALTER ROLE " + ROLE + " LOGIN;");
        unless(
                rights.connect(),
                statements,
                "GRANT CONNECT ON DATABASE " + quoted(place.database()) + " TO " + ROLE + ";");
        unless(rights.usage(), statements, "GRANT USAGE ON SCHEMA " + schema + " TO " + ROLE + ";");
        unless(rights.select(), statements, "GRANT SELECT ON " + schema + "." + VIEW + " TO " + ROLE + ";");
        return statements;
    }

    /**
     * @throws DataAccessException when the database does not answer
     */
    public Sessions sessions() {
        return jdbc.sql("select count(*) from pg_stat_activity where usename = ? and datname = current_database()")
                .param(ROLE)
                .query((row, number) -> new Sessions(row.getLong(1)))
                .single();
    }

    /** The migration made the role if it was allowed to; otherwise this is said once at each start. */
    @EventListener(ApplicationReadyEvent.class)
    void sayWhatIsMissing() {
        try {
            List<String> statements = statementsToRun();
            if (!statements.isEmpty()) {
                log.info(
                        "For Postfix to read policies in the database an administrator of it has to run: {}",
                        String.join(" ", statements));
            }
        } catch (DataAccessException e) {
            log.warn("Whether Postfix may read policies in the database is not known: {}", e.getMessage());
        }
    }

    /** Everybody may connect and use a schema unless told otherwise: rights that come by PUBLIC count too. */
    private Rights rights() {
        return jdbc.sql("""
                        select count(*) > 0 as role, coalesce(bool_or(rolcanlogin), false) as login,
                            coalesce(bool_or(has_database_privilege(oid, current_database(), 'connect')), false) as connect,
                            coalesce(bool_or(has_schema_privilege(oid, current_schema(), 'usage')), false) as usage,
                            coalesce(bool_or(has_table_privilege(oid, :view, 'select')), false) as select
                        from pg_roles where rolname = :role""")
                .param("view", VIEW)
                .param("role", ROLE)
                .query((row, number) -> new Rights(
                        row.getBoolean(1), row.getBoolean(2), row.getBoolean(3), row.getBoolean(4), row.getBoolean(5)))
                .single();
    }

    private List<String> hosts() throws SQLException {
        try (var connection = source.getConnection()) {
            Properties parsed = Driver.parseURL(connection.getMetaData().getURL(), null);
            if (parsed == null) {
                return List.of();
            }
            String[] hosts =
                    String.valueOf(PGProperty.PG_HOST.getOrDefault(parsed)).split(",");
            String[] ports =
                    String.valueOf(PGProperty.PG_PORT.getOrDefault(parsed)).split(",");
            List<String> both = new ArrayList<>();
            for (int i = 0; i < hosts.length; i++) {
                both.add(hosts[i] + ":" + ports[Math.min(i, ports.length - 1)]);
            }
            return both;
        }
    }

    private static void unless(boolean given, List<String> statements, String statement) {
        if (!given) {
            statements.add(statement);
        }
    }

    private static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }
}
