package dev.postseal.export;

import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether the text map on disk is kept as it should be. Not part of readiness: this node answers all the same. */
@Component("exportFileHealthIndicator")
final class ExportHealth implements HealthIndicator {
    private final MapFile file;

    ExportHealth(MapFile file) {
        this.file = file;
    }

    @Override
    public Health health() {
        List<MapFile.Trouble> troubles =
                file.status().failures().stream().map(MapFile.Failure::trouble).toList();
        return troubles.isEmpty()
                ? Health.up().build()
                : Health.down().withDetail("troubles", troubles).build();
    }
}
