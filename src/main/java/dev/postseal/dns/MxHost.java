package dev.postseal.dns;

import dev.postseal.mail.DomainName;

/** One mail exchanger of a domain; the lower the preference (0 to 65535), the earlier it is tried. */
public record MxHost(int preference, DomainName name) {}
