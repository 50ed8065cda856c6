package dev.postseal.smtp;

import dev.postseal.smtp.SmtpFailure.ConnectFailed;
import dev.postseal.smtp.SmtpFailure.ConnectFailed.Cause;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;

/** What the network meant when no connection came about. */
final class ConnectDiagnosis {
    private ConnectDiagnosis() {}

    static ConnectFailed of(IOException e, InetSocketAddress address) {
        return new ConnectFailed(cause(e), address.getAddress().getHostAddress() + ":" + address.getPort());
    }

    private static Cause cause(IOException e) {
        return switch (e) {
            case SocketTimeoutException ignored -> Cause.TIMED_OUT;
            case NoRouteToHostException ignored -> Cause.UNREACHABLE;
            case ConnectException ignored -> refusedOrTimedOut(String.valueOf(e.getMessage()));
            default -> Cause.OTHER;
        };
    }

    /** The JDK has one exception for several of the system's errors, told apart by their text only. */
    private static Cause refusedOrTimedOut(String message) {
        if (message.contains("refused")) {
            return Cause.REFUSED;
        }
        return message.contains("timed out") ? Cause.TIMED_OUT : Cause.OTHER;
    }
}
