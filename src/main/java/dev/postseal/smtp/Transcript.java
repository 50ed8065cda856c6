package dev.postseal.smtp;

import dev.postseal.mail.SmtpReply;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last lines of a session. */
final class Transcript {
    static final int MAX_LINES = 200;

    private final Deque<TranscriptLine> lines = new ArrayDeque<>();

    void sent(String command) {
        add(TranscriptLine.Direction.SENT, command);
    }

    void received(SmtpReply reply) {
        List<String> texts = reply.lines();
        for (int i = 0; i < texts.size(); i++) {
            String separator = i < texts.size() - 1 ? "-" : " ";
            add(TranscriptLine.Direction.RECEIVED, (reply.code() + separator + texts.get(i)).strip());
        }
    }

    void note(String text) {
        add(TranscriptLine.Direction.NOTE, text);
    }

    void clear() {
        lines.clear();
    }

    List<TranscriptLine> lines() {
        return List.copyOf(lines);
    }

    private void add(TranscriptLine.Direction direction, String text) {
        if (lines.size() == MAX_LINES) {
            lines.removeFirst();
        }
        lines.addLast(new TranscriptLine(direction, text));
    }
}
