package dev.postseal.web.imports;

import dev.postseal.importing.ImportFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;

/** What was given to be imported, to be corrected in the form: what was pasted, and files that are not too large for it. */
final class ImportText {
    /** As many characters as the form takes. */
    static final int MAX_LENGTH = 500_000;

    private static final int MAX_BYTES = 3 * MAX_LENGTH;

    private ImportText() {}

    /** Empty when it is too long, or a form could not give it back as it is. */
    static Optional<String> of(ImportFile file) throws IOException {
        return Files.size(file.path()) > MAX_BYTES
                ? Optional.empty()
                : decoded(Files.readAllBytes(file.path()))
                        .map(text -> text.replace("\r\n", "\n"))
                        .filter(text ->
                                text.length() <= MAX_LENGTH && text.chars().allMatch(ImportText::isKept));
    }

    private static Optional<String> decoded(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** HTML has no way to write the others. */
    private static boolean isKept(int c) {
        return c == '\n' || c == '\t' || !Character.isISOControl(c);
    }
}
