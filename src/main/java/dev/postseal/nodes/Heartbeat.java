package dev.postseal.nodes;

import dev.postseal.delivery.HelloName;
import dev.postseal.export.SocketmapUse;
import dev.postseal.housekeeping.Rounds;
import dev.postseal.lookup.PolicyLookup;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Says every few seconds that this node is there, and at its end that it is not missed. */
@Component
class Heartbeat extends Rounds {
    private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);
    private static final Duration PAUSE = Duration.ofSeconds(3);

    private final Nodes nodes;
    private final String name;
    private final UUID instance = UUID.randomUUID();
    private final String version;
    private final PolicyLookup lookup;
    private final SocketmapUse use;
    private boolean remembered;

    Heartbeat(
            Nodes nodes,
            HelloName name,
            @Value("${spring.application.version:}") String version,
            PolicyLookup lookup,
            SocketmapUse use) {
        super("postseal-heartbeat", PAUSE);
        this.nodes = nodes;
        this.name = name.text();
        this.version = version;
        this.lookup = lookup;
        this.use = use;
    }

    @Override
    protected void round() {
        if (!remembered) {
            nodes.asked(name).ifPresent(asked -> use.remember(asked.at(), asked.usualSilence()));
            remembered = true;
        }
        nodes.beat(name, instance, version, lookup.revision(), use.lastAsked().orElse(null), use.usualSilence());
        nodes.forget(name, instance);
    }

    @Override
    public void stop() {
        boolean running = isRunning();
        super.stop();
        if (running) {
            sayGoodbye();
        }
    }

    private void sayGoodbye() {
        try {
            nodes.stopped(name, instance);
        } catch (DataAccessException e) {
            log.debug("Other nodes were not told that this one stops: {}", e.getMessage());
        }
    }
}
