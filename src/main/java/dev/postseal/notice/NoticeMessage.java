package dev.postseal.notice;

import dev.postseal.mail.EmailAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;

/** A message of our own (RFC 5322), in plain text; it says that nobody wrote it (RFC 3834). */
record NoticeMessage(
        String id, EmailAddress from, String fromName, EmailAddress to, Instant date, String subject, String text) {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, d MMM yyyy HH:mm:ss xx", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** An encoded word has 75 characters at the most (RFC 2047 section 2); a character of UTF-8 has four bytes at the most. */
    private static final int BYTES_IN_A_WORD = 42;

    byte[] bytes() {
        String message = String.join(
                "\r\n",
                "From: " + encoded(fromName) + " <" + from.canonical() + ">",
                "To: <" + to.canonical() + ">",
                "Subject: " + encoded(subject),
                "Date: " + DATE.format(date),
                "Message-ID: <" + id + ">",
                "Auto-Submitted: auto-generated",
                "MIME-Version: 1.0",
                "Content-Type: text/plain; charset=utf-8",
                "Content-Transfer-Encoding: 8bit",
                "",
                text.replace("\n", "\r\n"),
                "");
        return message.getBytes(StandardCharsets.UTF_8);
    }

    /** As it is where that is ASCII, otherwise in encoded words, one a line. */
    private static String encoded(String typed) {
        String plain = typed.replaceAll("\\p{Cntrl}", " ");
        if (plain.chars().allMatch(c -> c < 128)) {
            return plain;
        }
        var words = new StringBuilder();
        var word = new StringBuilder();
        plain.codePoints().mapToObj(Character::toString).forEach(character -> {
            if (utf8(word + character).length > BYTES_IN_A_WORD) {
                words.append(word(word.toString())).append("\r\n ");
                word.setLength(0);
            }
            word.append(character);
        });
        return words.append(word(word.toString())).toString();
    }

    private static String word(String text) {
        return "=?utf-8?B?" + Base64.getEncoder().encodeToString(utf8(text)) + "?=";
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
