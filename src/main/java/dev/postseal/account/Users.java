package dev.postseal.account;

import jakarta.persistence.LockModeType;
import java.util.List;
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

    List<User> findAllByOrderByName();

    /** Who can decide about users, held until the transaction ends. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("SELECT u FROM User u WHERE u.role = 'administrator' AND NOT u.disabled ORDER BY u.id")
    List<User> findAdministratorsForUpdate();

    long count();

    User save(User user);

    void delete(User user);
}
