package dev.postseal.web.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.postseal.delivery.DeliverySettings;
import dev.postseal.dns.HostsAnswer;
import dev.postseal.dns.MailHosts;
import dev.postseal.enforcement.Requirements;
import dev.postseal.mail.EnhancedStatus;
import dev.postseal.mail.NextHop;
import dev.postseal.mail.Reason;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DaneCheckTest {
    private static final int MORE_THAN_AT_ONCE = 20;

    @Test
    void checksForWhichThereWasNoThreadTakeNoPlaceFromLaterOnes() {
        MailHosts hosts = mock(MailHosts.class);
        when(hosts.of(any()))
                .thenReturn(new HostsAnswer.None(EnhancedStatus.of("5.4.4"), Reason.of("dns.no-domain", "x.test")));
        var refused = new AtomicInteger();
        Executor threads = task -> {
            if (refused.getAndIncrement() < MORE_THAN_AT_ONCE) {
                throw new RejectedExecutionException("no thread");
            }
            task.run();
        };
        var check = new DaneCheck(hosts, mock(Requirements.class), mock(DeliverySettings.class), threads);
        NextHop nextHop = NextHop.parse("x.test");

        for (int i = 0; i < MORE_THAN_AT_ONCE; i++) {
            assertThat(check.of(nextHop)).isEqualTo(DaneCheck.Answer.UNKNOWN);
        }

        assertThat(check.of(nextHop)).isEqualTo(DaneCheck.Answer.NONE);
    }
}
