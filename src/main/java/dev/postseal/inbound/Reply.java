package dev.postseal.inbound;

import java.util.List;

/**
 * What we answer: a code and one line or more, each with its enhanced status code where RFC 2034 wants one.
 */
record Reply(int code, List<String> lines) {
    static final Reply OK = of(250, "2.0.0 Ok");
    static final Reply SENDER_OK = of(250, "2.1.0 Ok");
    static final Reply RECIPIENT_OK = of(250, "2.1.5 Ok");
    static final Reply START_MAIL = of(354, "End data with <CR><LF>.<CR><LF>");
    static final Reply BYE = of(221, "2.0.0 Bye");
    static final Reply NO_VERIFICATION = of(252, "2.0.0 Cannot verify, but will take a message and try");
    static final Reply HELP = of(214, "2.0.0 RFC 5321");

    static final Reply STOPPING = of(421, "4.3.2 Service shutting down");
    static final Reply TIMEOUT = of(421, "4.4.2 Timeout exceeded");
    static final Reply TOO_MANY_ERRORS = of(421, "4.7.0 Too many errors");
    static final Reply TOO_MANY_CONNECTIONS = of(421, "4.7.0 Too many connections");
    static final Reply LOCAL_ERROR = of(451, "4.3.0 Temporary failure, nothing was accepted");
    static final Reply NO_SPACE = of(452, "4.3.1 Insufficient storage, nothing was accepted");
    static final Reply TOO_MANY_RECIPIENTS = of(452, "4.5.3 Too many recipients");

    static final Reply UNKNOWN_COMMAND = of(500, "5.5.2 Command not recognized");
    static final Reply LINE_TOO_LONG = of(500, "5.5.6 Line too long");
    static final Reply BAD_CHARACTER = of(500, "5.5.2 Control character or broken UTF-8 in command");
    static final Reply NO_ARGUMENT_WANTED = of(501, "5.5.4 No argument allowed");
    static final Reply HELLO_SYNTAX = of(501, "5.5.4 Syntax: EHLO hostname");
    static final Reply MAIL_SYNTAX = of(501, "5.5.4 Syntax: MAIL FROM:<address>");
    static final Reply RCPT_SYNTAX = of(501, "5.5.4 Syntax: RCPT TO:<address>");
    static final Reply BAD_SENDER = of(501, "5.1.7 Bad sender address syntax");
    static final Reply BAD_RECIPIENT = of(501, "5.1.3 Bad recipient address syntax");
    static final Reply BAD_PARAMETER = of(501, "5.5.4 Bad parameter value");
    static final Reply NOT_IMPLEMENTED = of(502, "5.5.1 Command not implemented");
    static final Reply HELLO_FIRST = of(503, "5.5.1 Send EHLO first");
    static final Reply NESTED_MAIL = of(503, "5.5.1 Nested MAIL command");
    static final Reply MAIL_FIRST = of(503, "5.5.1 Need MAIL command");
    static final Reply RCPT_FIRST = of(503, "5.5.1 Need RCPT command");
    static final Reply TOO_LARGE = of(552, "5.3.4 Message size exceeds fixed limit");
    static final Reply UTF8_NOT_DECLARED = of(553, "5.6.7 Address needs SMTPUTF8");
    static final Reply LOOP = of(554, "5.4.6 Too many hops");
    static final Reply NO_RELAY = of(554, "5.7.1 Relay access denied");
    static final Reply NO_VALID_RECIPIENTS = of(554, "5.5.1 No valid recipients");
    static final Reply UNKNOWN_PARAMETER = of(555, "5.5.4 Unsupported parameter");

    static Reply of(int code, String... lines) {
        return new Reply(code, List.of(lines));
    }

    static Reply queued(String messageId) {
        return of(250, "2.0.0 Ok: queued as " + messageId);
    }

    boolean isError() {
        return code >= 400;
    }

    /** As it goes over the wire. */
    String text() {
        var text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            text.append(code)
                    .append(i < lines.size() - 1 ? '-' : ' ')
                    .append(lines.get(i))
                    .append("\r\n");
        }
        return text.toString();
    }
}
