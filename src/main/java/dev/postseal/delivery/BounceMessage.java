package dev.postseal.delivery;

import dev.postseal.mail.EmailAddress;
import dev.postseal.mail.SmtpReply;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A delivery status notification (RFC 3464, in the report of RFC 6522): in words, for machines, and what it is about. */
final class BounceMessage {
    private final BounceText words;
    private final String helloName;

    BounceMessage(BounceText words, String helloName) {
        this.words = words;
        this.helloName = helloName;
    }

    /**
     * @param header of the original message, with its line ends
     */
    record Subject(String messageId, EmailAddress sender, Instant arrived, byte[] header) {}

    byte[] build(String id, Instant now, Subject original, List<FailedRecipient> failed) {
        String boundary = "=_" + id;
        var out = new ByteArrayOutputStream();
        write(out, fields(id, now, original, boundary));
        part(out, boundary, "text/plain; charset=utf-8");
        write(out, text(original, failed));
        part(out, boundary, utf8(failed) ? "message/global-delivery-status" : "message/delivery-status");
        write(out, status(original, failed));
        part(out, boundary, "text/rfc822-headers");
        out.writeBytes(original.header());
        write(out, "\r\n--" + boundary + "--\r\n");
        return out.toByteArray();
    }

    private String fields(String id, Instant now, Subject original, String boundary) {
        return lines(
                "From: " + words.sender() + " <MAILER-DAEMON@" + helloName + ">",
                "To: <" + original.sender() + ">",
                "Subject: " + words.subject(),
                "Date: " + ReceivedHeader.DATE.format(now),
                "Message-ID: <" + id + "@" + helloName + ">",
                "Auto-Submitted: auto-replied",
                "MIME-Version: 1.0",
                "Content-Type: multipart/report; report-type=delivery-status;",
                "\tboundary=\"" + boundary + "\"",
                "Content-Transfer-Encoding: 8bit");
    }

    private String text(Subject original, List<FailedRecipient> failed) {
        var text = new StringBuilder(words.introduction(helloName, original.arrived()));
        failed.forEach(recipient -> text.append("\n\n").append(words.recipient(recipient)));
        text.append("\n\n").append(words.conclusion()).append("\n");
        return text.toString().replaceAll("[\\p{Cntrl}&&[^\n]]", " ").replace("\n", "\r\n");
    }

    private String status(Subject original, List<FailedRecipient> failed) {
        var status = new StringBuilder(lines(
                "Reporting-MTA: dns; " + helloName,
                "X-Postseal-Message-Id: " + original.messageId(),
                "Arrival-Date: " + ReceivedHeader.DATE.format(original.arrived())));
        failed.forEach(recipient -> status.append("\r\n").append(status(recipient)));
        return status.toString();
    }

    private static String status(FailedRecipient failed) {
        var status = new StringBuilder(lines(
                "Final-Recipient: " + addressType(failed.address()) + "; " + failed.address(),
                "Action: failed",
                "Status: " + failed.status()));
        SmtpReply reply = failed.reply();
        if (reply != null && failed.host() != null) {
            status.append(lines("Remote-MTA: dns; " + failed.host()));
        }
        status.append(lines("Diagnostic-Code: " + diagnostic(failed, reply)));
        return status.toString();
    }

    private static String diagnostic(FailedRecipient failed, @Nullable SmtpReply reply) {
        String text = reply != null
                ? "smtp; " + reply
                : "x-postseal; " + failed.reason().code() + " "
                        + String.join(" ", failed.reason().arguments());
        return text.replaceAll("\\p{Cntrl}", " ").strip();
    }

    private static String addressType(EmailAddress address) {
        return address.needsUtf8() ? "utf-8" : "rfc822";
    }

    private static boolean utf8(List<FailedRecipient> failed) {
        return failed.stream().anyMatch(recipient -> recipient.address().needsUtf8());
    }

    private static void part(ByteArrayOutputStream out, String boundary, String type) {
        write(
                out,
                "\r\n--" + boundary + "\r\n" + lines("Content-Type: " + type, "Content-Transfer-Encoding: 8bit")
                        + "\r\n");
    }

    private static String lines(String... lines) {
        return String.join("\r\n", lines) + "\r\n";
    }

    private static void write(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
