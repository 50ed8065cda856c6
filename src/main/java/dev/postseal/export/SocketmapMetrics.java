package dev.postseal.export;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToLongFunction;
import org.springframework.stereotype.Component;

/** The socketmap in figures: requests by answer, connections. */
@Component
final class SocketmapMetrics implements MeterBinder {
    private final SocketmapServer server;
    private final SocketmapUse use;

    SocketmapMetrics(SocketmapServer server, SocketmapUse use) {
        this.server = server;
        this.use = use;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        requests(registry, "ok", SocketmapUse.Requests::found);
        requests(registry, "notfound", SocketmapUse.Requests::notFound);
        requests(registry, "temp", SocketmapUse.Requests::notYet);
        requests(registry, "perm", SocketmapUse.Requests::refused);
        Gauge.builder("postseal.socketmap.connections", server, SocketmapServer::connections)
                .description("Clients connected to the socketmap")
                .register(registry);
        FunctionCounter.builder("postseal.socketmap.broken", use, SocketmapUse::brokenConnections)
                .description("Connections ended because what came was not the protocol")
                .register(registry);
        FunctionCounter.builder("postseal.socketmap.turned.away", use, SocketmapUse::connectionsTurnedAway)
                .description("Connections closed at once because there were too many")
                .register(registry);
    }

    private void requests(MeterRegistry registry, String answer, ToLongFunction<SocketmapUse.Requests> count) {
        FunctionCounter.builder("postseal.socketmap.requests", use, counted -> count.applyAsLong(counted.requests()))
                .tag("answer", answer)
                .description("Requests to the socketmap by answer")
                .register(registry);
    }
}
