package dev.postseal.web.policies;

import dev.postseal.policy.Level;
import dev.postseal.policy.ParameterFields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the form's fields for parameters and their text in step. The form says which text its fields were made from: when
 * the text is still that, it was the fields that were edited.
 */
final class FieldSync {
    private FieldSync() {}

    /** What is not any more as it was sent. */
    record Moved(boolean text, boolean fields) {}

    static Moved inStep(PolicyForm form) {
        String sent = lines(form.getParameters());
        String text = sent;
        Level level = Level.find(form.getPolicy()).orElse(null);
        boolean textStands = text.equals(lines(form.getFieldsOf()));
        if (textStands && form.isWithFields()) {
            text = typed(form).into(Level.find(form.getFieldsLevel()).orElse(null), text);
            form.setParameters(text);
        }
        boolean keep =
                textStands && form.isWithFields() && form.getFieldsLevel().equals(form.getPolicy());
        List<String> typed = values(form);
        if (!keep) {
            fill(form, ParameterFields.of(level, text));
        }
        form.setFieldsOf(text);
        form.setFieldsLevel(form.getPolicy());
        form.setWithFields(true);
        return new Moved(!text.equals(sent), !values(form).equals(typed));
    }

    private static List<String> values(PolicyForm form) {
        return List.of(
                form.getMinimum(),
                form.getCiphers(),
                lines(form.getNames()),
                lines(form.getFingerprints()),
                lines(form.getAnchors()),
                form.getServername());
    }

    private static ParameterFields typed(PolicyForm form) {
        boolean pins = Level.FINGERPRINT.text().equals(form.getFieldsLevel());
        return new ParameterFields(
                form.getMinimum(),
                form.getCiphers(),
                lines(pins ? form.getFingerprints() : form.getNames()),
                lines(form.getAnchors()),
                form.getServername().strip());
    }

    private static String lines(String text) {
        return text.replace("\r\n", "\n");
    }

    private static void fill(PolicyForm form, ParameterFields fields) {
        boolean pins = isPinning(form.getPolicy());
        form.setMinimum(fields.minimum());
        form.setCiphers(fields.ciphers());
        form.setNames(pins ? "" : fields.match());
        form.setFingerprints(pins ? fields.match() : "");
        form.setAnchors(fields.anchors());
        form.setServername(fields.servername());
    }

    private static boolean isPinning(@Nullable String level) {
        return Level.FINGERPRINT.text().equals(level);
    }
}
