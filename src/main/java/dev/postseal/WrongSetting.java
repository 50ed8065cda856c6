package dev.postseal;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.util.unit.DataSize;

/** A setting that could not be read: its name, its value, what is allowed. */
final class WrongSetting {
    private static final String UNCONVERTED = "Failed to convert to type ";
    private static final String WHOLE_NUMBER = "a whole number is wanted";
    private static final String TRUE_OR_FALSE = "true or false is wanted";
    private static final String DURATION = "a duration is wanted, such as 30s, 5m, 4h or 5d";
    private static final String SIZE = "a size is wanted, such as 512KB or 50MB";

    private WrongSetting() {}

    static String line(BindException exception) {
        String own = ownLine(exception);
        if (own != null) {
            return own;
        }
        Throwable root = root(exception);
        if (root instanceof BindValidationException validation) {
            return violations(validation);
        }
        ConfigurationProperty property = exception.getProperty();
        if (property == null) {
            // The check that refused it names the property itself, or its place in the group says which it is.
            String message = inWords(String.valueOf(root.getMessage()));
            return message.startsWith(exception.getName().toString()) ? message : exception.getName() + ": " + message;
        }
        String name = property.getName().toString();
        return name + "=" + shown(name, property.getValue()) + ": "
                + allowed(exception.getTarget().getType().resolve(), root);
    }

    /** A check that names the property itself has said everything. */
    private static @Nullable String ownLine(Throwable exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            if (cause instanceof IllegalArgumentException && message != null && message.startsWith("postseal.")) {
                return message;
            }
        }
        return null;
    }

    private static String violations(BindValidationException exception) {
        String prefix = exception.getValidationErrors().getName().toString();
        return exception.getValidationErrors().getAllErrors().stream()
                .map(error -> error instanceof org.springframework.validation.FieldError field
                        ? prefix + "." + field.getField() + "=" + shown(field.getField(), field.getRejectedValue())
                                + ": " + field.getDefaultMessage()
                        : prefix + ": " + error.getDefaultMessage())
                .collect(Collectors.joining("; "));
    }

    /** What is allowed, where all that the framework says is into which type it wanted to turn the value. */
    static String inWords(String reason) {
        if (!reason.startsWith(UNCONVERTED)) {
            return reason;
        }
        String type = reason.substring(UNCONVERTED.length()).strip();
        return switch (type.substring(type.lastIndexOf('.') + 1)) {
            case "Integer", "int", "Long", "long" -> WHOLE_NUMBER;
            case "Boolean", "boolean" -> TRUE_OR_FALSE;
            case "Duration" -> DURATION;
            case "DataSize" -> SIZE;
            default -> reason;
        };
    }

    private static String allowed(@Nullable Class<?> type, Throwable root) {
        if (type == null) {
            return inWords(String.valueOf(root.getMessage()));
        }
        if (type.isEnum()) {
            return "allowed are "
                    + Arrays.stream(type.getEnumConstants())
                            .map(constant -> ((Enum<?>) constant)
                                    .name()
                                    .toLowerCase(Locale.ROOT)
                                    .replace('_', '-'))
                            .collect(Collectors.joining(", "));
        }
        if (type == Duration.class) {
            return DURATION;
        }
        if (type == DataSize.class) {
            return SIZE;
        }
        if (type == Boolean.class || type == boolean.class) {
            return TRUE_OR_FALSE;
        }
        if (type == Integer.class || type == int.class || type == Long.class || type == long.class) {
            return WHOLE_NUMBER;
        }
        return type == InetAddress.class
                ? "an address of this machine is wanted"
                : inWords(String.valueOf(root.getMessage()));
    }

    /** Secrets are not repeated. */
    static String shown(String name, @Nullable Object value) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean secret = lower.contains("password") || lower.contains("key") || lower.contains("secret");
        return secret ? "******" : String.valueOf(value);
    }

    private static Throwable root(Throwable exception) {
        Throwable root = exception;
        while (root.getCause() != null && !(root instanceof BindValidationException)) {
            root = root.getCause();
        }
        return root;
    }
}
