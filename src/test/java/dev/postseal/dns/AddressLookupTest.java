package dev.postseal.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.postseal.mail.DomainName;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

class AddressLookupTest {
    @Test
    @Timeout(
            value = 10,
            threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // Whoever waits for an address waits without an end.
    void bothKindsAreAskedForThoughTheSystemHasNoThreadForTheSecond() throws Exception {
        Name name = Name.fromString("mx.test.");
        var v6 = new AAAARecord(name, DClass.IN, 300, InetAddress.ofLiteral("2001:db8::1"));
        Aliases aliases = mock(Aliases.class);
        when(aliases.follow(any()))
                .thenAnswer(call -> call.<Question>getArgument(0).type() == Type.AAAA
                        ? new Resolution.Records(List.of(v6), name, DnsSecurity.SECURE, Instant.MAX)
                        : new Resolution.NoData(DnsSecurity.SECURE, Instant.MAX));
        Executor threads = task -> {
            throw new RejectedExecutionException("no thread");
        };

        AddressAnswer answer = new AddressLookup(aliases, threads).of(DomainName.parse("mx.test"));

        assertThat(answer)
                .isInstanceOfSatisfying(
                        AddressAnswer.Found.class,
                        found -> assertThat(found.addresses()).containsExactly(InetAddress.ofLiteral("2001:db8::1")));
    }
}
