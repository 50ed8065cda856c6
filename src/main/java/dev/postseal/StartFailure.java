package dev.postseal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeansException;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyNameException;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ApplicationContextException;
import org.springframework.core.env.Environment;

/** Finds, in what a start failed with, the line that an administrator can act on. */
final class StartFailure {
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

    private final @Nullable Environment environment;

    StartFailure(@Nullable Environment environment) {
        this.environment = environment;
    }

    /** One line: for a setting its name, its value and what is allowed. */
    String line(Throwable exception) {
        List<Throwable> chain = chain(exception);
        String line = first(chain, PortInUseException.class)
                .map(this::portInUse)
                .or(() -> first(chain, BindException.class).map(WrongSetting::line))
                .or(() -> first(chain, InvalidConfigurationPropertyValueException.class)
                        .map(wrong -> wrong.getName() + "=" + WrongSetting.shown(wrong.getName(), wrong.getValue())
                                + ": " + WrongSetting.inWords(wrong.getReason())))
                .or(() -> first(chain, InvalidConfigurationPropertyNameException.class)
                        .map(wrong -> wrong.getMessage()))
                .orElseGet(() -> ownWords(chain));
        return WHITE_SPACE.matcher(line).replaceAll(" ").strip();
    }

    private String portInUse(PortInUseException exception) {
        String address = environment == null ? "127.0.0.1" : environment.getProperty("server.address", "127.0.0.1");
        return "server.port=" + exception.getPort() + ": the port is taken on " + address
                + ": stop what listens there, or set server.port to a free one";
    }

    /** What the first one says that is not the container telling which bean wanted which. */
    private static String ownWords(List<Throwable> chain) {
        return chain.stream()
                .filter(cause -> !(cause instanceof BeansException || cause instanceof ApplicationContextException))
                .findFirst()
                .or(() -> Optional.of(chain.getLast()))
                .map(StartFailure::words)
                .orElseThrow();
    }

    private static String words(Throwable cause) {
        String message = cause.getMessage();
        boolean written = message != null
                && !message.isBlank()
                && (cause instanceof IllegalStateException
                        || cause instanceof IllegalArgumentException
                        || cause instanceof java.io.UncheckedIOException);
        return written
                ? String.valueOf(message)
                : cause.getClass().getSimpleName() + ": " + message + " (start with --debug for more)";
    }

    private static <T> Optional<T> first(List<Throwable> chain, Class<T> type) {
        return chain.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    private static List<Throwable> chain(Throwable exception) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable cause = exception; cause != null && !chain.contains(cause); cause = cause.getCause()) {
            chain.add(cause);
        }
        return chain;
    }
}
