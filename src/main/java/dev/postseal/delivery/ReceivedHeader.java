package dev.postseal.delivery;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The trace field that we put before a message (RFC 5321 section 4.4), with its line ends. */
final class ReceivedHeader {
    /** RFC 5322 section 3.3; Java's RFC_1123 writes one-digit days and GMT, which it does not ask for. */
    static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss xx", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final String helloName;
    private final Clock clock;

    ReceivedHeader(String helloName, Clock clock) {
        this.helloName = helloName;
        this.clock = clock;
    }

    /** Never names recipients, who may not know of each other. */
    String text(Origin origin, String messageId) {
        String by = "\tby " + helloName + " (Postseal) with ";
        String end = " id " + messageId + ";\r\n\t" + DATE.format(clock.instant()) + "\r\n";
        return switch (origin) {
            case Origin.Smtp smtp ->
                "Received: from " + smtp.hello() + " ([" + literal(smtp.address()) + "])\r\n" + by + smtp.protocol()
                        + end;
            case Origin.Api api ->
                "Received: from [" + literal(api.address()) + "] (" + comment(api.account()) + ")\r\n" + by + "HTTP"
                        + end;
            case Origin.Bounce bounce -> ours(end);
            case Origin.Notice notice -> ours(end);
        };
    }

    private String ours(String end) {
        return "Received: by " + helloName + " (Postseal)" + end;
    }

    /** An address as a literal without brackets: {@code 192.0.2.1}, {@code IPv6:2001:db8::1}. */
    private static String literal(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        String plain = zone < 0 ? text : text.substring(0, zone);
        return address instanceof Inet6Address ? "IPv6:" + plain : plain;
    }

    private static String comment(String account) {
        return account.replaceAll("[^A-Za-z0-9 ._@+-]", "?");
    }
}
