package dev.postseal.delivery;

import dev.postseal.mail.EmailAddress;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Gives waiting mail the next hop that this node's routes name now, as Postfix asks its transport map anew. */
@Component
class Rerouting {
    private static final Logger log = LoggerFactory.getLogger(Rerouting.class);
    private static final String DOMAIN = "substring(recipient from '@([^@]*)$')";
    private static final String WAITING = "state in ('queued', 'deferred', 'held')";

    private final JdbcClient jdbc;
    private final Routes routes;

    Rerouting(JdbcClient jdbc, Routes routes) {
        this.jdbc = jdbc;
        this.routes = routes;
    }

    /** Where mail waits for a domain. */
    private record Place(String domain, String nextHop) {}

    void run() {
        places().forEach(this::move);
    }

    private List<Place> places() {
        return jdbc.sql("select distinct " + DOMAIN + " as domain, nexthop from delivery where " + WAITING)
                .query((row, number) -> new Place(row.getString("domain"), row.getString("nexthop")))
                .list();
    }

    private void move(Place place) {
        String nextHop =
                routes.of(EmailAddress.parse("postmaster@" + place.domain())).text();
        if (nextHop.equals(place.nextHop())) {
            return;
        }
        int moved = jdbc.sql("update delivery set nexthop = :now where nexthop = :before and " + WAITING + " and "
                        + DOMAIN + " = :domain")
                .param("now", nextHop)
                .param("before", place.nextHop())
                .param("domain", place.domain())
                .update();
        log.info(
                "Mail for {} goes to {} now, not to {}; deliveries moved: {}",
                place.domain(),
                nextHop,
                place.nextHop(),
                moved);
    }
}
