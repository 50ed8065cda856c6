package dev.postseal.web.policies;

/** Where to go after an act. htmx would follow a plain redirection and put the whole page into a part of this one. */
final class Redirection {
    private Redirection() {}

    static String to(String path, boolean htmx) {
        return (htmx ? "redirect:htmx:" : "redirect:") + path;
    }
}
