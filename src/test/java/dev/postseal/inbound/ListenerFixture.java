package dev.postseal.inbound;

import dev.postseal.delivery.HelloName;
import dev.postseal.delivery.TestHelloName;
import dev.postseal.threads.Workers;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.springframework.util.unit.DataSize;

/** A listener for this machine alone, before a queue that remembers. */
abstract class ListenerFixture {
    static final HelloName NAME = TestHelloName.of("mail.postseal.test");
    final RecordingQueue queue = new RecordingQueue();
    final List<AutoCloseable> open = new ArrayList<>();
    SmtpListener listener = started(settings(List.of("127.0.0.0/8"), 100, 100, Duration.ofSeconds(10)));

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable client : open) {
            client.close();
        }
        listener.stop();
    }

    SmtpTalk client() {
        InetSocketAddress address = listener.addresses().getFirst();
        var client = new SmtpTalk(address);
        open.add(client);
        return client;
    }

    static InboundSettings settings(List<String> relay, int total, int perAddress, Duration timeout) {
        return new InboundSettings(
                List.of("127.0.0.1:0"), relay, DataSize.ofBytes(100_000), total, perAddress, timeout, timeout);
    }

    SmtpListener started(InboundSettings settings) {
        return started(settings, new Workers("smtp"));
    }

    SmtpListener started(InboundSettings settings, Executor threads) {
        var started = new SmtpListener(settings, NAME, queue, threads);
        started.start();
        return started;
    }
}
