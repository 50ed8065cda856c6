package dev.postseal.dns;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whom to ask and whom to believe.
 *
 * @param servers recursive resolvers as {@code host:port}, asked in turn; none: those of {@code resolv.conf}
 * @param trustAnchorFile DS or DNSKEY records in zone-file form instead of the IANA root's; only read when we validate
 */
@ConfigurationProperties("postseal.dns")
public record DnsSettings(
        @DefaultValue List<String> servers,
        @DefaultValue("validate") Dnssec dnssec,
        @Nullable Path trustAnchorFile) {
    /** Who checks the signatures. */
    public enum Dnssec {
        /** We do, from the trust anchor down; the servers need not be trusted. */
        VALIDATE,
        /** The servers do; their AD bit is believed, so the way to them must be safe. */
        TRUST_AD
    }

    /**
     * @throws IllegalArgumentException a line that names the property, the value and what is allowed
     */
    public DnsSettings {
        servers = List.copyOf(servers);
        servers.forEach(ServerAddress::parse);
    }

    List<ServerAddress> addresses() {
        return servers.stream().map(ServerAddress::parse).toList();
    }
}
