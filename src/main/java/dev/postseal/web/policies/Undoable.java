package dev.postseal.web.policies;

import dev.postseal.web.layout.Note;
import java.io.Serializable;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * What came of an act, with the button that takes it back; the flash attribute {@code told}.
 *
 * @param undo null: there is nothing to take back
 */
record Undoable(Note note, @Nullable UUID undo) implements Serializable {
    static void tell(RedirectAttributes redirect, Note note, @Nullable UUID undo) {
        redirect.addFlashAttribute("told", new Undoable(note, undo));
    }
}
