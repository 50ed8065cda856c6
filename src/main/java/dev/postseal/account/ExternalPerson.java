package dev.postseal.account;

import org.jspecify.annotations.Nullable;

/**
 * Somebody for whom a provider vouches.
 *
 * @param provider as administrators call it
 * @param name null: the provider tells none that we read
 * @param role null: the provider gives them none
 */
public record ExternalPerson(
        String provider,
        ExternalIdentity identity,
        @Nullable String name,
        @Nullable Role role) {}
