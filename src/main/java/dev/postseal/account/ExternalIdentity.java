package dev.postseal.account;

/**
 * Who somebody is for an OpenID Connect provider: the only two values that stay the same and are never given to anybody
 * else (OpenID Connect Core 1.0, section 5.7).
 *
 * @param issuer the provider
 * @param subject its name for the person, of no meaning to people
 */
public record ExternalIdentity(String issuer, String subject) {}
