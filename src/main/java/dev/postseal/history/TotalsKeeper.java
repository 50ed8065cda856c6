package dev.postseal.history;

import dev.postseal.housekeeping.Rounds;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Counts every half minute; less often where counting takes long, so that it never takes more than a fiftieth of a core. */
@Component
class TotalsKeeper extends Rounds {
    private static final Duration PAUSE = Duration.ofSeconds(30);
    private static final int SHARE = 50;

    private final HourlyTotals totals;

    TotalsKeeper(HourlyTotals totals) {
        super("postseal-history", PAUSE);
        this.totals = totals;
    }

    @Override
    protected void round() {
        totals.countIfDue();
    }

    @Override
    protected Duration pauseAfter(Duration taken) {
        Duration share = taken.multipliedBy(SHARE);
        return share.compareTo(PAUSE) > 0 ? share : PAUSE;
    }
}
