package dev.postseal.api.mailcow;

import dev.postseal.account.Actor;
import dev.postseal.account.CurrentActor;
import dev.postseal.api.errors.ApiException;
import dev.postseal.api.errors.FieldError;
import dev.postseal.policy.EveryPolicy;
import dev.postseal.policy.Policies;
import dev.postseal.texts.Texts;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** mailcow describes these calls itself; here they are as they are there. */
@Hidden
@RestController
@RequestMapping(produces = MediaType.APPLICATION_JSON_VALUE)
class MailcowCalls {
    private static final String CATEGORY = "tls-policy-map";
    /** Each one holds a database connection for as long as its client takes. */
    private static final int AT_ONCE = 4;

    private final Policies policies;
    private final EveryPolicy every;
    private final MailcowWriter writer;
    private final CurrentActor actor;
    private final JsonMapper json;
    private final Semaphore places = new Semaphore(AT_ONCE);

    MailcowCalls(Policies policies, EveryPolicy every, MailcowWriter writer, CurrentActor actor, JsonMapper json) {
        this.policies = policies;
        this.every = every;
        this.writer = writer;
        this.actor = actor;
        this.json = json;
    }

    @RequestMapping({"/api/v1/get", "/api/v1/get/**"})
    void get(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!List.of("GET", "HEAD").contains(request.getMethod())) {
            throw error(HttpStatus.METHOD_NOT_ALLOWED, "method-not-allowed");
        }
        List<String> object = object(request);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        if (object.equals(List.of("all"))) {
            all(response.getOutputStream());
            return;
        }
        Object entry = policies.find(MailcowWriter.number(object))
                .<Object>map(MailcowEntry::of)
                .orElse(Map.of());
        json.writeValue(response.getOutputStream(), entry);
    }

    @RequestMapping({"/api/v1/add", "/api/v1/add/**"})
    Object add(HttpServletRequest request, Texts texts) {
        requireWrite(request);
        MailcowBody body = MailcowBody.ofAttributes(request);
        return body.attr() == null ? MailcowAnswer.incomplete() : writer.add(body, texts);
    }

    @RequestMapping({"/api/v1/edit", "/api/v1/edit/**"})
    Object edit(HttpServletRequest request, Texts texts) {
        requireWrite(request);
        MailcowBody body = MailcowBody.ofBoth(request);
        return body.attr() == null ? MailcowAnswer.incomplete() : writer.edit(body, texts);
    }

    @RequestMapping({"/api/v1/delete", "/api/v1/delete/**"})
    Object delete(HttpServletRequest request) {
        requireWrite(request);
        MailcowBody body = MailcowBody.ofItems(request);
        return body.items() == null ? MailcowAnswer.incomplete() : writer.delete(body);
    }

    /** An empty list is an object there. */
    private void all(OutputStream out) {
        if (!places.tryAcquire()) {
            throw ApiException.unavailable("busy");
        }
        try {
            JsonGenerator generator = json.createGenerator(out);
            var some = new boolean[1];
            every.forEach(entry -> {
                if (!some[0]) {
                    generator.writeStartArray();
                    some[0] = true;
                }
                generator.writePOJO(MailcowEntry.of(entry));
            });
            if (some[0]) {
                generator.writeEndArray();
            } else {
                generator.writeStartObject();
                generator.writeEndObject();
            }
            // Not when reading failed: half a list must not be closed like a whole one.
            generator.close();
        } finally {
            places.release();
        }
    }

    /** A read-only key is told so whatever it sends; then the method counts, then whether there is such a thing. */
    private void requireWrite(HttpServletRequest request) {
        if (actor.get() instanceof Actor.Key key && key.readOnly()) {
            throw error(HttpStatus.FORBIDDEN, "account.key.read-only");
        }
        if (!request.getMethod().equals("POST")) {
            throw error(HttpStatus.METHOD_NOT_ALLOWED, "method-not-allowed");
        }
        object(request);
    }

    /** What follows the name of our category; anything else is not to be found here. */
    private static List<String> object(HttpServletRequest request) {
        List<String> path = Stream.of(request.getRequestURI().split("/"))
                .skip("/api/v1/get".split("/").length)
                .toList();
        if (path.isEmpty() || !path.getFirst().equals(CATEGORY)) {
            throw error(HttpStatus.NOT_FOUND, "not-found");
        }
        return path.subList(1, path.size());
    }

    private static ApiException error(HttpStatus status, String code) {
        return ApiException.of(status, FieldError.of(null, code));
    }
}
