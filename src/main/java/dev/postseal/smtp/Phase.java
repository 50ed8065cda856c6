package dev.postseal.smtp;

/** Where in a session something happened, in the words of Postfix's log (smtp_proto.c, smtp_trouble.c). */
public enum Phase {
    CONNECT("connecting"),
    GREETING("receiving the initial server greeting"),
    EHLO("performing the EHLO handshake"),
    HELO("performing the HELO handshake"),
    STARTTLS("performing the STARTTLS handshake"),
    MAIL("sending MAIL FROM"),
    RCPT("sending RCPT TO"),
    DATA("sending DATA command"),
    BODY("sending message body"),
    /** The message may have been accepted all the same, and may be sent more than once. */
    END_OF_DATA("sending end of data -- message may be sent more than once"),
    RSET("sending RSET"),
    QUIT("sending QUIT");

    private final String text;

    Phase(String text) {
        this.text = text;
    }

    /** As Postfix writes it after "while". */
    public String text() {
        return text;
    }

    /** Stable, for reasons and their arguments: {@code end-of-data}. */
    public String key() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
