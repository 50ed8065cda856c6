package dev.postseal;

import dev.postseal.account.InitialAccounts;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** What whoever started the product wants to know, once it can be used. {@link StartMessage} comes before it. */
@Component
class ReadyMessage {
    private final InitialAccounts accounts;
    private final Environment environment;

    ReadyMessage(InitialAccounts accounts, Environment environment) {
        this.accounts = accounts;
        this.environment = environment;
    }

    @EventListener(ApplicationReadyEvent.class)
    @SuppressWarnings("SystemOut") // For people, hence without the dress of a log line.
    void print() {
        StringBuilder block = new StringBuilder(System.lineSeparator());
        line(block, "Postseal is ready", consoleAddress());
        accounts.passwordHint().ifPresent(hint -> {
            line(block, "  user", "admin");
            line(block, "  password", hint);
        });
        line(block, "  SMTP listener", smtpListener());
        line(block, "  socketmap", socketmap());
        System.out.println(block);
        System.out.flush();
    }

    private static void line(StringBuilder block, String label, String value) {
        block.append("%-18s %s%n".formatted(label, value));
    }

    private String consoleAddress() {
        String publicUrl = environment.getProperty("postseal.public-url", "");
        if (!publicUrl.isBlank()) {
            return publicUrl;
        }
        boolean tls = environment.containsProperty("server.ssl.bundle")
                || environment.containsProperty("server.ssl.key-store");
        String address = environment.getProperty("server.address", "127.0.0.1");
        String host = address.contains(":") ? "[" + address + "]" : address;
        String port = environment.getProperty("local.server.port", "8080");
        return (tls ? "https://" : "http://") + host + ":" + port + "/";
    }

    private String smtpListener() {
        String listen = environment.getRequiredProperty("postseal.smtp.listen");
        return listen.isBlank() ? "off" : listen;
    }

    private String socketmap() {
        String listen = environment.getProperty("postseal.socketmap.listen", "");
        return listen.isBlank() ? "off" : listen;
    }
}
