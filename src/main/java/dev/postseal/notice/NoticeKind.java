package dev.postseal.notice;

import java.util.Locale;

/** What an owner is told; the texts are {@code mail.notice.<name>.*}. */
enum NoticeKind {
    /** The entry ends. */
    SOON,
    /** It has ended. */
    OVER;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
