package dev.postseal.web.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What somebody typed into a form that came too late: its session had ended. Kept in the session until the form is opened
 * again, which signing in leads to. Nothing of it is done before it is sent once more from there.
 *
 * @param path of the form
 * @param fields as they were sent
 */
public record KeptForm(String path, Map<String, String> fields) implements Serializable {
    private static final String ATTRIBUTE = KeptForm.class.getName();

    /** Forms with something to lose; none of them has a secret in it. */
    private static final Pattern FORMS = Pattern.compile("/policies/(new|[0-9]{1,18})");

    /** Strangers can send forms too, and the memory is ours. */
    private static final int LONGEST = 20_000;

    /** What was kept for the form of this request, once. */
    public static Optional<KeptForm> take(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null
                && session.getAttribute(ATTRIBUTE) instanceof KeptForm kept
                && kept.path().equals(pathOf(request))) {
            session.removeAttribute(ATTRIBUTE);
            return Optional.of(kept);
        }
        return Optional.empty();
    }

    /** Whether a form waits for its sender to sign in. */
    static boolean isWaiting(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session != null && session.getAttribute(ATTRIBUTE) != null;
    }

    /**
     * Keeps what a refused request sent, when it comes from a form of ours: what another site made somebody send is not
     * shown to them as their own.
     *
     * @return whether there is something to come back to
     */
    static boolean keep(HttpServletRequest request) {
        String path = pathOf(request);
        if (!"POST".equals(request.getMethod())
                || request.getHeader("HX-Request") != null
                || !FORMS.matcher(path).matches()
                || !isFromOurPages(request)) {
            return false;
        }
        Map<String, String> fields = fields(request);
        if (fields.isEmpty() || length(fields) > LONGEST) {
            return false;
        }
        request.getSession().setAttribute(ATTRIBUTE, new KeptForm(path, fields));
        return true;
    }

    private static Map<String, String> fields(HttpServletRequest request) {
        var fields = new LinkedHashMap<String, String>();
        request.getParameterMap().forEach((name, values) -> {
            if (!name.equals("_csrf")) {
                fields.put(name, values[0]);
            }
        });
        return fields;
    }

    private static int length(Map<String, String> fields) {
        return fields.entrySet().stream()
                .mapToInt(field -> field.getKey().length() + field.getValue().length())
                .sum();
    }

    /** Browsers name the page's origin with every form. The scheme may differ behind a proxy; the host does not. */
    private static boolean isFromOurPages(HttpServletRequest request) {
        String origin = request.getHeader("Origin");
        String host = request.getHeader("Host");
        try {
            return origin != null && host != null && host.equalsIgnoreCase(new URI(origin).getRawAuthority());
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String pathOf(HttpServletRequest request) {
        return request.getRequestURI().substring(request.getContextPath().length());
    }
}
