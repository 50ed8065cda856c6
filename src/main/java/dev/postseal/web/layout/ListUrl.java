package dev.postseal.web.layout;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/** The address of a list: filters, sort and page live in it, so that a link shows a colleague the same. */
public record ListUrl(String path, SequencedMap<String, String> parameters) {
    private static final String PAGE = "page";

    /** A parameter as it may be looked for: without what nobody types and the database refuses. */
    public static String typed(@Nullable String value) {
        return value == null
                ? ""
                : value.codePoints()
                        .filter(c -> !Character.isISOControl(c))
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString()
                        .strip();
    }

    /** Parameters without a value are left out. */
    public static ListUrl of(String path) {
        return new ListUrl(path, new LinkedHashMap<>());
    }

    public ListUrl with(String name, String value) {
        var changed = new LinkedHashMap<>(parameters);
        changed.remove(name);
        if (!value.isBlank()) {
            changed.put(name, value);
        }
        return new ListUrl(path, changed);
    }

    public ListUrl page(int number) {
        return with(PAGE, number > 1 ? String.valueOf(number) : "");
    }

    /** One chip for each of these filters that is set; its address is the list without it. */
    public List<Chip> chips(String... filters) {
        var chips = new ArrayList<Chip>();
        for (String filter : filters) {
            String value = parameters.get(filter);
            if (value != null) {
                chips.add(new Chip(filter, value, page(1).with(filter, "").text()));
            }
        }
        return chips;
    }

    /** A filter that is set, and the list without it. */
    public record Chip(String key, String value, String url) {}

    public String text() {
        var builder = UriComponentsBuilder.fromPath(path);
        parameters.keySet().forEach(name -> builder.queryParam(name, "{" + name + "}"));
        return builder.encode().buildAndExpand(Map.copyOf(parameters)).toUriString();
    }

    /** The page number that an address asks for, from 0; nonsense is the first page. */
    public static int pageFrom0(String number) {
        return number.matches("[0-9]{1,7}") ? Math.max(0, Integer.parseInt(number) - 1) : 0;
    }
}
