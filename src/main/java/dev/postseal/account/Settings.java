package dev.postseal.account;

import java.sql.Timestamp;
import java.time.Clock;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** What administrators switch on and off for all while the product runs; off until somebody does. Every node reads it anew. */
@Repository
public class Settings {
    private final JdbcClient jdbc;
    private final CurrentActor actor;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Settings(JdbcClient jdbc, CurrentActor actor, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.actor = actor;
        this.events = events;
        this.clock = clock;
    }

    public boolean isOn(String name) {
        return jdbc.sql("select value from setting where name = ?")
                .param(name)
                .query(String.class)
                .optional()
                .map("true"::equals)
                .orElse(false);
    }

    /** Nothing happens when it is so already. */
    @Transactional
    public void turn(String name, boolean on) {
        boolean before = lock(name);
        if (before == on) {
            return;
        }
        write("update setting set value = :value, changed_at = :now, changed_by = :actor where name = :name", name, on);
        events.publishEvent(new SettingChange(name, before, on));
    }

    private boolean lock(String name) {
        write("""
                insert into setting (name, value, changed_at, changed_by) values (:name, :value, :now, :actor)
                on conflict do nothing""", name, false);
        return jdbc.sql("select value = 'true' from setting where name = ? for update")
                .param(name)
                .query(Boolean.class)
                .single();
    }

    private void write(String statement, String name, boolean on) {
        jdbc.sql(statement)
                .param("name", name)
                .param("value", String.valueOf(on))
                .param("now", Timestamp.from(clock.instant()))
                .param("actor", actor.get().label())
                .update();
    }
}
