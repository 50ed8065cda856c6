package dev.postseal.account;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface Keys extends Repository<ApiKey, UUID> {
    Optional<ApiKey> findByHash(byte[] hash);

    List<ApiKey> findAllByOrderByCreatedAt();

    @Modifying
    @Query("UPDATE ApiKey k SET k.lastUsedAt = :now WHERE k.id = :id")
    void markUsed(UUID id, Instant now);

    long count();

    ApiKey save(ApiKey key);

    Optional<ApiKey> findById(UUID id);

    void delete(ApiKey key);
}
