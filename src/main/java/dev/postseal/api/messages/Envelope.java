package dev.postseal.api.messages;

import dev.postseal.api.errors.ApiException;
import dev.postseal.api.errors.FieldError;
import dev.postseal.mail.EmailAddress;
import dev.postseal.mail.ReversePath;
import dev.postseal.mail.SyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Sender and recipients of a call, each checked. */
record Envelope(ReversePath from, List<EmailAddress> to) {
    /** As many as RFC 5321 section 4.5.3.1.10 has servers take at least, ten times over. */
    private static final int MAX_RECIPIENTS = 1000;

    /**
     * @throws ApiException 422 with everything that is wrong
     */
    static Envelope of(String @Nullable [] from, String @Nullable [] to) {
        List<FieldError> errors = new ArrayList<>();
        Optional<ReversePath> sender = from == null || from.length != 1
                ? missing("from", errors)
                : parsed("from", from[0], ReversePath::parse, errors);
        List<EmailAddress> recipients = to == null
                ? List.of()
                : Arrays.stream(to)
                        .flatMap(text -> parsed("to", text, EmailAddress::parse, errors).stream())
                        .toList();
        if (to == null) {
            errors.add(FieldError.of("to", "required"));
        } else if (to.length > MAX_RECIPIENTS) {
            errors.add(FieldError.of("to", "too-many", String.valueOf(MAX_RECIPIENTS)));
        }
        if (!errors.isEmpty() || sender.isEmpty()) {
            throw new ApiException(HttpStatus.UNPROCESSABLE_CONTENT, errors);
        }
        return new Envelope(sender.get(), recipients);
    }

    private static <T> Optional<T> missing(String field, List<FieldError> errors) {
        errors.add(FieldError.of(field, "required"));
        return Optional.empty();
    }

    private static <T> Optional<T> parsed(
            String field, String text, Function<String, T> parser, List<FieldError> errors) {
        try {
            return Optional.of(parser.apply(text));
        } catch (SyntaxException e) {
            errors.add(FieldError.ofSyntax(field, e.code(), e.arguments()));
            return Optional.empty();
        }
    }
}
