package dev.postseal.web.layout;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What stands beside the fields of a form: what is wrong in place of the help, and what is worth knowing. */
public final class FieldNotes {
    private final Map<String, List<Wrong>> wrong = new LinkedHashMap<>();
    private final Map<String, List<Remark>> remarks = new LinkedHashMap<>();
    private final Map<String, Object> helpArguments = new LinkedHashMap<>();

    /**
     * @param excerpt of what was typed, with the offending part apart; null: the text says it all
     * @param suggestion a value that would be right; null: there is none
     * @param action what taking the suggestion does, where that says more than the value; null: the value says it
     * @param link to what is in the way; null: nothing is
     */
    public record Wrong(
            String text,
            @Nullable Excerpt excerpt,
            @Nullable String suggestion,
            @Nullable String action,
            @Nullable String link) {}

    /** A piece of a field's text around the part that is wrong. */
    public record Excerpt(String before, String wrong, String after) {
        private static final int AROUND = 24;

        /** Null when there is nothing to see: the part is not there, or is all there is. */
        public static @Nullable Excerpt of(String text, String part) {
            int at = text.indexOf(part);
            if (part.isBlank() || at < 0 || part.length() == text.strip().length()) {
                return null;
            }
            int end = at + part.length();
            int from = Math.max(0, at - AROUND);
            int to = Math.min(text.length(), end + AROUND);
            return new Excerpt(
                    (from > 0 ? "…" : "") + text.substring(from, at),
                    part,
                    text.substring(end, to) + (to < text.length() ? "…" : ""));
        }
    }

    /** Something worth knowing about a value that is right. */
    public record Remark(String text, boolean warning) {}

    public FieldNotes add(String field, Wrong problem) {
        wrong.computeIfAbsent(field, unset -> new ArrayList<>()).add(problem);
        return this;
    }

    public FieldNotes add(String field, String text) {
        return add(field, new Wrong(text, null, null, null, null));
    }

    public FieldNotes add(String field, Remark remark) {
        remarks.computeIfAbsent(field, unset -> new ArrayList<>()).add(remark);
        return this;
    }

    /** Something that the help of a field speaks of. */
    public FieldNotes withHelpArgument(String field, Object argument) {
        helpArguments.put(field, argument);
        return this;
    }

    public Object helpArgument(String field) {
        return helpArguments.getOrDefault(field, "");
    }

    public List<Wrong> problems(String field) {
        return wrong.getOrDefault(field, List.of());
    }

    public List<Remark> findings(String field) {
        return remarks.getOrDefault(field, List.of());
    }

    public boolean wrong(String field) {
        return wrong.containsKey(field);
    }

    public boolean isAnyWrong() {
        return !wrong.isEmpty();
    }

    public Set<String> getWrongFields() {
        return wrong.keySet();
    }
}
