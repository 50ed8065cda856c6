package dev.postseal;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * A start that cannot work ends with one line on standard error. The stack trace is there for whoever asks for it
 * ({@code --debug}).
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartFailureReporter implements SpringBootExceptionReporter {
    private static final Logger log = LoggerFactory.getLogger(StartFailureReporter.class);

    private final StartFailure failure;

    StartFailureReporter(@Nullable ConfigurableApplicationContext context) {
        this.failure = new StartFailure(context == null ? null : context.getEnvironment());
    }

    @Override
    @SuppressWarnings("SystemOut") // A log line would bury it.
    public boolean reportException(Throwable exception) {
        System.err.println("Postseal cannot start: " + failure.line(exception));
        log.debug("Start failed", exception);
        return true;
    }
}
