package dev.postseal;

import dev.postseal.enforcement.LegacyTls;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The product: console, REST API, listeners and delivery engine in one process. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Postseal {
    public static void main(String[] arguments) {
        LegacyTls.permit();
        waitForSocketsOnThreadsOfTheSystem();
        SpringApplication.run(Postseal.class, arguments);
    }

    /**
     * The JDK's other way, a virtual thread that waits for all sockets, queues behind those that it wakes: with two cores and
     * 64 busy virtual threads, one answer in a hundred took 3.5 ms instead of 1.7. Read once, with the first virtual thread.
     */
    private static void waitForSocketsOnThreadsOfTheSystem() {
        if (System.getProperty("jdk.pollerMode") == null) {
            System.setProperty("jdk.pollerMode", "1");
        }
    }
}
