package dev.postseal.importing;

import java.io.IOException;

/** What is to be imported is not of its format, so that nothing can be said about single entries. */
public final class UnreadableImportException extends IOException {
    private static final long serialVersionUID = 1L;

    UnreadableImportException(String why) {
        super(why);
    }
}
