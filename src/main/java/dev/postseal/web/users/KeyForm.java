package dev.postseal.web.users;

import dev.postseal.account.KeyRequest;
import dev.postseal.account.KeyRules;
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

/**
 * A key as somebody typed what it is to be.
 *
 * @param networks addresses or CIDR blocks, between white space or commas
 * @param expires the last day on which it works, in the viewer's zone; empty: it has none
 */
record KeyForm(String name, String role, String networks, String expires) {
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
        Instant end = end(zone);
        if (!expires.isEmpty() && end == null) {
            notes.add("expires", texts.of("key.expires.unreadable"));
        }
        KeyRules.check(name, blocks(), end, now).forEach(broken -> add(notes, broken, texts));
        return notes;
    }

    private static void add(FieldNotes notes, KeyRules.Broken broken, Texts texts) {
        String fact = broken.fact();
        switch (broken.rule()) {
            case NAME_MISSING -> notes.add("name", texts.of("key.name.missing"));
            case NAME_TOO_LONG -> notes.add("name", texts.of("key.name.too-long", KeyRules.LONGEST_NAME));
            case NETWORK_UNREADABLE -> notes.add("networks", texts.of("key.networks.wrong", fact));
            case TOO_MANY_NETWORKS -> notes.add("networks", texts.of("key.networks.too-many", KeyRules.MOST_NETWORKS));
            case EXPIRY_PAST -> notes.add("expires", texts.of("key.expires.past"));
        }
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
