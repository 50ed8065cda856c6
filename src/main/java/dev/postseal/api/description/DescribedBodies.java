package dev.postseal.api.description;

import dev.postseal.api.query.JsonRequest;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.converter.ResolvedSchema;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.method.HandlerMethod;

/** Bodies of calls that say by {@link JsonRequest} what they take. */
@Component
class DescribedBodies implements OperationCustomizer, OpenApiCustomizer {
    private static final String JSON = "application/json";
    /** A merge patch (RFC 7396). */
    private static final String PATCH = "application/merge-patch+json";

    private final Map<String, Schema<?>> known = new ConcurrentHashMap<>();

    @Override
    public Operation customize(Operation call, HandlerMethod method) {
        JsonRequest request = method.getMethodAnnotation(JsonRequest.class);
        if (request != null) {
            String type = method.hasMethodAnnotation(PatchMapping.class) ? PATCH : JSON;
            call.setRequestBody(new RequestBody()
                    .required(true)
                    .content(new Content().addMediaType(type, new MediaType().schema(schema(request.value())))));
        }
        return call;
    }

    @Override
    public void customise(io.swagger.v3.oas.models.OpenAPI api) {
        known.forEach(api.getComponents()::addSchemas);
    }

    private Schema<?> schema(Class<?> body) {
        ResolvedSchema resolved =
                ModelConverters.getInstance().resolveAsResolvedSchema(new AnnotatedType(body).resolveAsRef(true));
        resolved.referencedSchemas.forEach((name, schema) -> known.put(name, schema));
        return resolved.schema;
    }
}
