package dev.postseal.api.errors;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/** A call cannot be served; says all that its answer says. Makes the transaction around it, if any, roll back. */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HttpStatusCode status;
    private final transient List<FieldError> errors;
    private final transient Map<String, Object> details = new LinkedHashMap<>();
    private final transient HttpHeaders headers = new HttpHeaders();

    /**
     * @param errors at least one; the first one also tells what happened in short
     */
    public ApiException(HttpStatusCode status, List<FieldError> errors) {
        super(status + " " + errors.stream().map(FieldError::code).toList(), null, false, false);
        this.status = status;
        this.errors = List.copyOf(errors);
    }

    /** An answer with one error. */
    public static ApiException of(HttpStatusCode status, FieldError error) {
        return new ApiException(status, List.of(error));
    }

    public static ApiException notFound() {
        return of(HttpStatus.NOT_FOUND, FieldError.of(null, "not-found"));
    }

    /** Cannot be served just now; the same call may be made again. */
    public static ApiException unavailable(String code) {
        return of(HttpStatus.SERVICE_UNAVAILABLE, FieldError.of(null, code)).header("Retry-After", "5");
    }

    /** Adds a member to the answer. */
    public ApiException with(String name, Object value) {
        details.put(name, value);
        return this;
    }

    /** Adds a header to the answer. */
    public ApiException header(String name, String value) {
        headers.add(name, value);
        return this;
    }

    public HttpStatusCode status() {
        return status;
    }

    /** What is wrong, in short: the first error. */
    public FieldError first() {
        return errors.getFirst();
    }

    List<FieldError> errors() {
        return errors;
    }

    Map<String, Object> details() {
        return details;
    }

    HttpHeaders headers() {
        return headers;
    }
}
