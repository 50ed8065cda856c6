package dev.postseal.delivery;

import java.util.UUID;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * This process among those that share the queue.
 *
 * @param name for people, in the history of attempts
 * @param leaseOwner different for each start, so that nobody mistakes a dead process's leases for its own
 */
@Component
record Node(String name, String leaseOwner) {
    @Autowired
    Node(HelloName helloName) {
        this(helloName.text(), helloName.text() + "/" + UUID.randomUUID());
    }
}
