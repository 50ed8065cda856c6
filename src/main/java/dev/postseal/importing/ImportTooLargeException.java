package dev.postseal.importing;

import java.io.IOException;

/** What is to be imported is larger than {@link ImportFiles#MAX_BYTES}. */
public final class ImportTooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    ImportTooLargeException() {
        super("larger than " + ImportFiles.MAX_BYTES + " bytes");
    }
}
