package dev.postseal.enforcement;

import java.nio.charset.StandardCharsets;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.StandardConstants;

/** A name in SNI as it is; {@link javax.net.ssl.SNIHostName} refuses underscores, which mail exchangers have. */
final class SniName extends SNIServerName {
    SniName(String name) {
        super(StandardConstants.SNI_HOST_NAME, name.getBytes(StandardCharsets.US_ASCII));
    }
}
