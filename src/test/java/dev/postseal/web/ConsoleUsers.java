package dev.postseal.web;

import dev.postseal.SettableClock;
import dev.postseal.account.OwnSecondFactor;
import dev.postseal.account.UserAdministration;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A console with no user but the first one before each test, and a clock of the test's own. */
abstract class ConsoleUsers {
    @LocalServerPort
    int port;

    @Autowired
    UserAdministration users;

    @Autowired
    OwnSecondFactor secondFactor;

    @Autowired
    SettableClock clock;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void onlyTheFirstOne() {
        jdbc.sql("delete from account_user where name <> 'admin'").update();
        clock.advance(Duration.ofHours(2));
    }

    @AfterEach
    void notRequired() {
        secondFactor.require(false);
    }
}
