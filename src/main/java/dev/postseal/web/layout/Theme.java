package dev.postseal.web.layout;

/**
 * Light or dark, as chosen or as the system has it.
 *
 * @param name {@code light}, {@code dark} or {@code system}
 */
record Theme(String name) {
    static final String SYSTEM = "system";

    /** What the first paint shows; at {@code system} a script in the head corrects it before that. */
    public String drawn() {
        return name.equals("dark") ? "dark" : "light";
    }

    /** For the browser's own widgets and the blank page. */
    public String scheme() {
        return name.equals(SYSTEM) ? "light dark" : name;
    }
}
