package dev.postseal.account;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface Users extends Repository<User, UUID> {
    Optional<User> findById(UUID id);

    /** Held until the transaction ends, so that guesses made at once are counted one after the other. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("SELECT u FROM User u WHERE lower(u.name) = lower(:name)")
    Optional<User> findByNameForUpdate(String name);

    @Query("SELECT u FROM User u WHERE lower(u.name) = lower(:name)")
    Optional<User> findByName(String name);

    long count();

    User save(User user);
}
