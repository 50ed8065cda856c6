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
        SpringApplication.run(Postseal.class, arguments);
    }
}
