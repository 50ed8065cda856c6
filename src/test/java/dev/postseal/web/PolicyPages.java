package dev.postseal.web;

import dev.postseal.policy.Policies;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The console with no entry in it, for the tests of its pages of policies. */
abstract class PolicyPages {
    @LocalServerPort
    int port;

    @Autowired
    Policies policies;

    @Autowired
    JdbcClient jdbc;

    Entries entries;

    @BeforeEach
    void empty() {
        entries = new Entries(policies, jdbc).none();
    }
}
