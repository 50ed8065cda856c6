package dev.postseal.api.description;

import dev.postseal.api.errors.ProblemJson;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.Map;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ApiDescription {
    private static final String KEY = "apiKey";
    private static final String BEARER = "bearer";
    private static final Map<String, String> EVERYWHERE = Map.of(
            "401", "No key, or one that is unknown",
            "403", "The key may not do this, or not from here",
            "429", "Too many wrong keys from this address",
            "503", "Cannot be served just now; the same call may be made again");

    @Bean
    OpenAPI postsealApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Postseal")
                        .version("1")
                        .description("TLS policies for mail transport, what they decide, and the mail sent under them."
                                + " Texts are in the language of Accept-Language (en, de), times in UTC."
                                + " Errors are problems as of RFC 9457."))
                .components(new Components()
                        .addSecuritySchemes(
                                KEY,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.APIKEY)
                                        .in(SecurityScheme.In.HEADER)
                                        .name("X-API-Key"))
                        .addSecuritySchemes(
                                BEARER,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")))
                .addSecurityItem(new SecurityRequirement().addList(KEY))
                .addSecurityItem(new SecurityRequirement().addList(BEARER));
    }

    /** What any call may answer, so that no controller has to repeat it. */
    @Bean
    OpenApiCustomizer problems() {
        return api -> {
            ModelConverters.getInstance().readAll(ProblemJson.class).forEach(api.getComponents()::addSchemas);
            api.getPaths()
                    .forEach((path, calls) -> calls.readOperationsMap().forEach((method, call) -> {
                        EVERYWHERE.forEach((status, text) -> addProblem(call, status, text));
                        addOwn(path, method.name(), call);
                    }));
        };
    }

    private static void addOwn(String path, String method, Operation call) {
        if (path.contains("{id}")) {
            addProblem(call, "404", "There is no such thing");
        }
        if (path.contains("/policies") && path.contains("{") && !method.equals("GET")) {
            addProblem(call, "412", "The entry is not the one that If-Match or If-None-Match demands");
        }
        if (path.contains("/deliveries/{id}") && !method.equals("GET")) {
            addProblem(call, "409", "Not in the state it is in");
        }
        if (path.endsWith("/messages")) {
            addProblem(call, "413", "The message is larger than this server takes");
        }
        if (call.getRequestBody() != null) {
            addProblem(call, "415", "Not the media type of this call");
            addProblem(call, "422", "What was sent breaks rules; errors names each field");
        }
        if (method.equals("GET") || call.getRequestBody() != null) {
            addProblem(call, "400", "Not readable, or a parameter out of its range");
        }
        if (path.contains("/policies") && (method.equals("POST") || method.equals("PUT") || method.equals("PATCH"))) {
            addProblem(call, "409", "Another entry has this target; existingId says which");
        }
    }

    private static void addProblem(Operation call, String status, String text) {
        call.getResponses().computeIfAbsent(status, absent -> problem(text));
    }

    private static ApiResponse problem(String text) {
        Schema<?> schema = new Schema<>().$ref("#/components/schemas/Problem");
        return new ApiResponse()
                .description(text)
                .content(new Content().addMediaType("application/problem+json", new MediaType().schema(schema)));
    }
}
