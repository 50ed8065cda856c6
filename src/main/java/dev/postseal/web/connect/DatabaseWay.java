package dev.postseal.web.connect;

import dev.postseal.export.DatabaseMap;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The view in main.cf and in the file beside it (pgsql_table(5)).
 *
 * @param sql what an administrator of the database has to run, the password included
 * @param complete whether the role can read the view, so that only its password may be missing
 * @param embedded whether the database is the one that this node brought along
 * @param moving whether its port may be another one after the next start
 */
record DatabaseWay(String cf, String sql, boolean complete, boolean embedded, boolean moving) {
    static final String MAIN_CF = "smtp_tls_policy_maps = proxy:pgsql:/etc/postfix/postseal.cf";
    static final String INSTALL = "install -m 0640 -o root -g postfix postseal.cf /etc/postfix/postseal.cf";

    private static final String PASSWORD = "CHANGE-ME";

    static DatabaseWay of(DatabaseMap map, boolean embedded, boolean moving) {
        List<String> missing = map.statementsToRun();
        String password = "ALTER ROLE " + DatabaseMap.ROLE + " PASSWORD '" + PASSWORD + "';";
        String sql = missing.isEmpty() ? password : String.join("\n", missing) + "\n" + password;
        return new DatabaseWay(cf(map.place()), sql, missing.isEmpty(), embedded, moving);
    }

    private static String cf(DatabaseMap.Place place) {
        String hosts = place.hosts().stream().map(host -> "inet:" + host).collect(Collectors.joining(" "));
        return """
                hosts = %s
                dbname = %s
                user = %s
                password = %s
                query = SELECT policy FROM %s.%s WHERE target = '%%s'""".formatted(
                        hosts,
                        place.database(),
                        DatabaseMap.ROLE,
                        PASSWORD,
                        place.schema().matches("[a-z_][a-z0-9_]*") ? place.schema() : '"' + place.schema() + '"',
                        DatabaseMap.VIEW);
    }
}
