package dev.postseal.api.mailcow;

import dev.postseal.policy.Problem;
import dev.postseal.texts.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The messages that a call answers with, in the order in which they came about. */
final class MailcowAnswer {
    private final String action;
    private final JsonNode data;
    private final List<Object> messages = new ArrayList<>();

    /**
     * @param action add, edit or delete
     * @param data what was sent, which mailcow repeats beside each message
     */
    MailcowAnswer(String action, JsonNode data) {
        this.action = action;
        this.data = data;
    }

    void success(String message, String value) {
        messages.add(message("success", List.of(message, value)));
    }

    void danger(String message) {
        messages.add(message("danger", message));
    }

    void danger(String message, String value) {
        messages.add(message("danger", List.of(message, value)));
    }

    /** mailcow's message for the field that is wrong; beside it, where mailcow has nothing, why. */
    void refused(List<Problem> problems, Texts texts) {
        boolean target = problems.stream().anyMatch(problem -> problem.field().equals("target"));
        Map<String, Object> message =
                message("danger", target ? "tls_policy_map_dest_invalid" : "tls_policy_map_parameter_invalid");
        message.put("detail", problems.stream().map(texts::of).toList());
        messages.add(message);
    }

    /** The messages; without any, whether the act was done. */
    Object done() {
        return messages.isEmpty() ? plain("success", "Task completed") : messages;
    }

    /** The messages; without any, that the act was not done. */
    Object failed() {
        return messages.isEmpty() ? plain("error", "Cannot " + action + " item") : messages;
    }

    static Object incomplete() {
        return plain("error", "Cannot find attributes in post data");
    }

    private static Map<String, Object> plain(String type, Object message) {
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put("type", type);
        plain.put("msg", message);
        return plain;
    }

    private Map<String, Object> message(String type, Object text) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("type", type);
        List<Object> log = new ArrayList<>(List.of("tls_policy_maps", action, data));
        log.add(null);
        message.put("log", log);
        message.put("msg", text);
        return message;
    }
}
