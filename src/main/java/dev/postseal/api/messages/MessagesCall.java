package dev.postseal.api.messages;

import dev.postseal.account.CurrentActor;
import dev.postseal.api.errors.ApiException;
import dev.postseal.api.errors.FieldError;
import dev.postseal.delivery.IncomingMessage;
import dev.postseal.delivery.MailLoopException;
import dev.postseal.delivery.Origin;
import dev.postseal.delivery.Queue;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.net.InetAddress;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Takes mail as the SMTP listener does, for those who speak HTTP. The message passes through; it is not held in memory. */
@RestController
@Tag(name = "messages", description = "Mail to be delivered")
class MessagesCall {
    private final Queue queue;
    private final CurrentActor actor;
    private final long maxSize;

    MessagesCall(Queue queue, CurrentActor actor, @Value("${postseal.smtp.max-message-size}") DataSize maxSize) {
        this.queue = queue;
        this.actor = actor;
        this.maxSize = maxSize.toBytes();
    }

    @PostMapping(path = "/api/v1/messages", consumes = "message/rfc822", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            operationId = "sendMessage",
            summary = "Hand over a message",
            description = "When this is answered the message is stored durably: it will be delivered, or bounced.",
            parameters = {
                @Parameter(
                        name = "from",
                        in = ParameterIn.QUERY,
                        required = true,
                        allowEmptyValue = true,
                        description = "Envelope sender; empty: the null sender.",
                        schema = @Schema(type = "string")),
                @Parameter(
                        name = "to",
                        in = ParameterIn.QUERY,
                        required = true,
                        description = "Envelope recipient; may be repeated.",
                        array = @ArraySchema(schema = @Schema(type = "string", example = "anna@example.com")))
            },
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "message/rfc822",
                                            schema = @Schema(type = "string", format = "binary"))))
    AcceptedJson accept(HttpServletRequest request) throws IOException {
        Envelope envelope = Envelope.of(request.getParameterValues("from"), request.getParameterValues("to"));
        if (request.getContentLengthLong() > maxSize) {
            throw tooLarge();
        }
        var content = new PushbackInputStream(new LimitedContent(request.getInputStream(), maxSize));
        requireSome(content);
        Origin origin = new Origin.Api(actor.get().label(), InetAddress.getByName(request.getRemoteAddr()));
        try {
            return AcceptedJson.of(
                    queue.accept(new IncomingMessage(envelope.from(), envelope.to(), content, false, origin)));
        } catch (LimitedContent.TooLarge e) {
            throw tooLarge();
        } catch (MailLoopException e) {
            throw ApiException.of(HttpStatus.UNPROCESSABLE_CONTENT, FieldError.of(null, "mail-loop"));
        }
    }

    private static void requireSome(PushbackInputStream content) throws IOException {
        int first = content.read();
        if (first < 0) {
            throw ApiException.of(HttpStatus.UNPROCESSABLE_CONTENT, FieldError.of(null, "empty"));
        }
        content.unread(first);
    }

    private ApiException tooLarge() {
        return ApiException.of(HttpStatus.CONTENT_TOO_LARGE, FieldError.of(null, "too-large", String.valueOf(maxSize)));
    }
}
