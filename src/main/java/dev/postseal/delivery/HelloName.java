package dev.postseal.delivery;

import dev.postseal.mail.DomainName;
import dev.postseal.mail.SyntaxException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.springframework.stereotype.Component;

/** The name by which this host presents itself in EHLO, greetings and Received headers. */
@Component
public class HelloName {
    private static final String LAST_RESORT = "localhost";

    private final String text;

    HelloName(DeliverySettings settings) {
        String set = settings.helloName();
        this.text = set == null || set.isBlank() ? ofThisHost() : required(set);
    }

    public String text() {
        return text;
    }

    private static String required(String name) {
        try {
            return DomainName.parse(name.strip()).ascii();
        } catch (SyntaxException e) {
            throw new IllegalArgumentException(
                    "postseal.delivery.hello-name=" + name + " must be a host name, such as mail.example.com", e);
        }
    }

    /** Asks the system only for its name, and never stops a start because there is no good one. */
    private static String ofThisHost() {
        try {
            return DomainName.parse(InetAddress.getLocalHost().getCanonicalHostName())
                    .ascii();
        } catch (UnknownHostException | SyntaxException e) {
            return LAST_RESORT;
        }
    }
}
