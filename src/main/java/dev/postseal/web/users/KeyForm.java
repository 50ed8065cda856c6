package dev.postseal.web.users;

import dev.postseal.account.KeyRequest;
import dev.postseal.account.Role;
import dev.postseal.texts.Texts;
import dev.postseal.web.layout.FieldNotes;
import dev.postseal.web.layout.ListUrl;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/**
 * A key as somebody typed what it is to be.
 *
 * @param networks addresses or CIDR blocks, between white space or commas
 * @param expires the last day on which it works, in the viewer's zone; empty: it has none
 */
record KeyForm(String name, String role, String networks, String expires) {
    private static final int LONGEST_NAME = 100;
    private static final int MOST_NETWORKS = 100;

    static KeyForm typed(
            @Nullable String name, @Nullable String role, @Nullable String networks, @Nullable String expires) {
        return new KeyForm(
                ListUrl.typed(name),
                Role.find(ListUrl.typed(role)).orElse(Role.VIEWER).text(),
                networks == null ? "" : networks.strip(),
                ListUrl.typed(expires));
    }

    FieldNotes problems(Texts texts, Instant now, ZoneId zone) {
        var notes = new FieldNotes();
        if (name.isEmpty()) {
            notes.add("name", texts.of("key.name.missing"));
        } else if (name.length() > LONGEST_NAME) {
            notes.add("name", texts.of("key.name.too-long", LONGEST_NAME));
        }
        blocks().stream()
                .filter(block -> !isNetwork(block))
                .findFirst()
                .ifPresent(block -> notes.add("networks", texts.of("key.networks.wrong", block)));
        if (blocks().size() > MOST_NETWORKS) {
            notes.add("networks", texts.of("key.networks.too-many", MOST_NETWORKS));
        }
        Instant end = end(zone);
        if (!expires.isEmpty() && (end == null || !end.isAfter(now))) {
            notes.add("expires", texts.of(end == null ? "key.expires.unreadable" : "key.expires.past"));
        }
        return notes;
    }

    /** Of a form without problems. */
    KeyRequest request(ZoneId zone) {
        return new KeyRequest(name, Role.find(role).orElseThrow(), blocks(), end(zone));
    }

    private List<String> blocks() {
        return Stream.of(networks.split("[\\s,]+"))
                .filter(block -> !block.isEmpty())
                .toList();
    }

    private static boolean isNetwork(String block) {
        try {
            new IpAddressMatcher(block);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private @Nullable Instant end(ZoneId zone) {
        try {
            return expires.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")
                    ? LocalDate.parse(expires).plusDays(1).atStartOfDay(zone).toInstant()
                    : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
