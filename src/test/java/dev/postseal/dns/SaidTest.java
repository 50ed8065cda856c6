package dev.postseal.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class SaidTest {
    @Test
    void namesOfClassesAreLeftOut() {
        assertThat(Said.by(new ExecutionException(new IOException("bad label"))))
                .isEqualTo("bad label");
        assertThat(Said.by(new IOException("org.xbill.DNS.WireParseException: bad label")))
                .isEqualTo("bad label");
        assertThat(Said.by(new ExecutionException(new IOException()))).isEqualTo("–");
    }
}
