package dev.postseal.smtp;

import dev.postseal.mail.SmtpReply;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a server announced in its answer to EHLO (RFC 5321 section 4.1.1.1), and nothing it announced at another time:
 * what was heard before STARTTLS is forgotten after it (RFC 3207 section 4.2).
 *
 * @param keywords in upper case, sorted
 * @param sizeLimit the limit of SIZE in bytes; empty when SIZE was not announced or sets none
 */
public record Extensions(Set<String> keywords, OptionalLong sizeLimit) {
    /** A server that speaks HELO only. */
    public static final Extensions NONE = new Extensions(Set.of(), OptionalLong.empty());

    public Extensions {
        keywords = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(keywords));
    }

    /** Reads a 250 reply to EHLO; its first line is the server's name and never an extension. */
    static Extensions parse(SmtpReply reply) {
        var keywords = new TreeSet<String>();
        OptionalLong limit = OptionalLong.empty();
        List<String> lines = reply.lines();
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            String[] words = line.strip().toUpperCase(Locale.ROOT).split("[ \t=]+");
            keywords.add(words[0]);
            if (words[0].equals("SIZE") && words.length > 1 && words[1].matches("[1-9][0-9]{0,17}")) {
                limit = OptionalLong.of(Long.parseLong(words[1]));
            }
        }
        return new Extensions(keywords, limit);
    }

    public boolean startTls() {
        return keywords.contains("STARTTLS");
    }

    public boolean size() {
        return keywords.contains("SIZE");
    }

    public boolean pipelining() {
        return keywords.contains("PIPELINING");
    }

    public boolean eightBitMime() {
        return keywords.contains("8BITMIME");
    }

    public boolean smtpUtf8() {
        return keywords.contains("SMTPUTF8");
    }

    public boolean enhancedStatusCodes() {
        return keywords.contains("ENHANCEDSTATUSCODES");
    }

    public boolean dsn() {
        return keywords.contains("DSN");
    }
}
