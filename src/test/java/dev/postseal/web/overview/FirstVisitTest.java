package dev.postseal.web.overview;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.isNull;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.postseal.texts.Texts;
import dev.postseal.web.layout.LocalVisit;
import dev.postseal.web.layout.Times;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FirstVisitTest {
    private final LocalVisit local = mock(LocalVisit.class);
    private final OverviewController overview = mock(OverviewController.class);
    private final Times moments = mock(Times.class);

    @Test
    void thatNobodyAnswersKeepsTheOverviewFromNothing() throws Exception {
        when(moments.now()).thenReturn(Instant.EPOCH);
        doThrow(new IOException("connection refused")).when(local).signInPage(anyInt());

        new FirstVisit(local, overview, moments).visit(1);

        verify(local, times(1)).signInPage(1);
        verify(overview, times(FirstVisit.ROUNDS * Texts.LANGUAGES.size())).overview(isNull(), any());
    }
}
