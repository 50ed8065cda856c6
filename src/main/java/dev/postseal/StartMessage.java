package dev.postseal;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationContextInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/**
 * That the product has begun to start, and where its data lies: until {@link ReadyMessage} a million entries may have to be
 * read. By then only the names of the settings have been checked.
 */
final class StartMessage implements ApplicationListener<ApplicationContextInitializedEvent> {
    @Override
    @SuppressWarnings("SystemOut") // For people, hence without the dress of a log line.
    public void onApplicationEvent(ApplicationContextInitializedEvent event) {
        Environment environment = event.getApplicationContext().getEnvironment();
        System.out.println(line(Postseal.class.getPackage().getImplementationVersion(), environment));
        System.out.flush();
    }

    /** @param version null unless it runs from the jar */
    static String line(@Nullable String version, Environment environment) {
        String name = version == null ? "Postseal" : "Postseal " + version;
        Path data = Path.of(environment.getProperty("postseal.data-dir", "data"));
        return name + " is starting, data in " + data.toAbsolutePath().normalize();
    }
}
