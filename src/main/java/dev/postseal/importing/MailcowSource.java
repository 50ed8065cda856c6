package dev.postseal.importing;

import dev.postseal.policy.ImportLine;
import dev.postseal.policy.ImportSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * mailcow's {@code get/tls-policy-map/all}: a list of objects, an object of objects as PHP writes a list with gaps, or one
 * object alone. Entries are read one by one; their number is their place.
 */
final class MailcowSource implements ImportSource {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(20)
                    .maxStringLength(64 * 1024)
                    .maxNameLength(1_000)
                    .maxNumberLength(100)
                    .build())
            .build();

    private final Path file;

    MailcowSource(Path file) {
        this.file = file;
    }

    @Override
    public void forEach(Consumer<ImportLine> consumer) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                JsonParser json = JSON.createParser(ObjectReadContext.empty(), in)) {
            read(json, new Numbered(consumer));
            if (json.nextToken() != null) {
                throw new UnreadableImportException("something follows the JSON");
            }
        } catch (JacksonException e) {
            throw new UnreadableImportException(e.getClass().getSimpleName());
        }
    }

    private static void read(JsonParser json, Numbered entries) throws IOException {
        JsonToken first = json.nextToken();
        if (first == JsonToken.START_ARRAY) {
            while (json.nextToken() != JsonToken.END_ARRAY) {
                entries.add(json);
            }
        } else if (first == JsonToken.START_OBJECT) {
            object(json, entries);
        } else {
            throw new UnreadableImportException("neither a list nor an object");
        }
    }

    /** Members that are objects are entries; if there are others, the object itself is one. */
    private static void object(JsonParser json, Numbered entries) {
        var itself = new MailcowEntry();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            if (json.nextToken() == JsonToken.START_OBJECT) {
                entries.add(json);
            } else {
                itself.member(name, json);
            }
        }
        if (itself.hasMembers()) {
            entries.add(itself);
        }
    }

    private static final class Numbered {
        private final Consumer<ImportLine> consumer;
        private long number;

        Numbered(Consumer<ImportLine> consumer) {
            this.consumer = consumer;
        }

        void add(JsonParser json) {
            var entry = new MailcowEntry();
            if (json.currentToken() == JsonToken.START_OBJECT) {
                while (json.nextToken() != JsonToken.END_OBJECT) {
                    String name = json.currentName();
                    json.nextToken();
                    entry.member(name, json);
                }
            } else {
                json.skipChildren();
            }
            add(entry);
        }

        void add(MailcowEntry entry) {
            consumer.accept(entry.line(++number));
        }
    }
}
