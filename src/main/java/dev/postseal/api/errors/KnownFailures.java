package dev.postseal.api.errors;

import dev.postseal.delivery.QueueUnavailableException;
import dev.postseal.policy.NotInForceException;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Which answer an exception deserves. Whatever is not known here is a fault of ours: logged, and not told to anyone. */
final class KnownFailures {
    /** Classes of SQLSTATE: connection lost, out of resources, operator intervention, system error. */
    private static final List<String> AWAY = List.of("08", "53", "57", "58");

    private static final Logger log = LoggerFactory.getLogger(KnownFailures.class);

    private KnownFailures() {}

    static ApiException of(Throwable failure) {
        return switch (failure) {
            case ApiException known -> known;
            case NotInForceException stored -> ApiException.unavailable("not-in-force");
            case QueueUnavailableException away -> ApiException.unavailable("unavailable");
            case TransientDataAccessException away -> ApiException.unavailable("unavailable");
            case MethodArgumentTypeMismatchException noNumber -> ApiException.notFound();
            case MissingServletRequestParameterException missing ->
                ApiException.of(HttpStatus.BAD_REQUEST, FieldError.of(missing.getParameterName(), "required"));
            case InvalidParameterException unreadable ->
                ApiException.of(HttpStatus.BAD_REQUEST, FieldError.of(null, "bad-request"));
            case ErrorResponse refused -> ofSpring(refused);
            default -> isDatabaseAway(failure) ? ApiException.unavailable("unavailable") : unknown(failure);
        };
    }

    private static ApiException ofSpring(ErrorResponse refused) {
        ApiException answer = ApiException.of(refused.getStatusCode(), FieldError.of(null, code(refused)));
        refused.getHeaders().forEach((name, values) -> values.forEach(value -> answer.header(name, value)));
        return answer;
    }

    private static String code(ErrorResponse refused) {
        HttpStatusCode status = refused.getStatusCode();
        return switch (status.value()) {
            case 404 -> "not-found";
            case 405 -> "method-not-allowed";
            case 406 -> "not-acceptable";
            case 413 -> "too-large";
            case 415 -> "media-type";
            case 503 -> "unavailable";
            default -> status.is4xxClientError() ? "bad-request" : "internal";
        };
    }

    private static boolean isDatabaseAway(Throwable failure) {
        return Stream.<@Nullable Throwable>iterate(failure, KnownFailures::causeOf)
                .limit(20)
                .takeWhile(cause -> cause != null)
                .anyMatch(cause -> cause instanceof SQLException sql && isAway(sql));
    }

    private static @Nullable Throwable causeOf(@Nullable Throwable failure) {
        return failure == null ? null : failure.getCause();
    }

    private static boolean isAway(SQLException failure) {
        String state = failure.getSQLState();
        return failure instanceof java.sql.SQLTransientException
                || (state != null && AWAY.stream().anyMatch(state::startsWith));
    }

    private static ApiException unknown(Throwable failure) {
        log.error("A call to the API failed", failure);
        return ApiException.of(HttpStatus.INTERNAL_SERVER_ERROR, FieldError.of(null, "internal"));
    }
}
