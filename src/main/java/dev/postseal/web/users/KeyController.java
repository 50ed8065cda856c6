package dev.postseal.web.users;

import dev.postseal.account.ApiKeys;
import dev.postseal.account.CreatedKey;
import dev.postseal.texts.Texts;
import dev.postseal.web.layout.FieldNotes;
import dev.postseal.web.layout.Note;
import dev.postseal.web.layout.Times;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The API keys, a new one, and revoking one. */
@Controller
class KeyController {
    private static final List<String> COLUMNS = List.of("name", "role", "networks", "last-used", "expires", "revoke");

    private final ApiKeys keys;
    private final Texts texts;
    private final Times times;
    private final Clock clock;

    KeyController(ApiKeys keys, Texts texts, Times times, Clock clock) {
        this.keys = keys;
        this.texts = texts;
        this.times = times;
        this.clock = clock;
    }

    @GetMapping("/keys")
    String list(Model model) {
        model.addAttribute("apiKeys", keys.all());
        model.addAttribute("columns", COLUMNS);
        model.addAttribute("now", clock.instant());
        return "users/keys";
    }

    @GetMapping("/keys/new")
    String form(Model model) {
        return form(model, KeyForm.typed(null, null, null, null), new FieldNotes());
    }

    @PostMapping("/keys/new")
    String create(
            @RequestParam @Nullable String name,
            @RequestParam @Nullable String role,
            @RequestParam @Nullable String networks,
            @RequestParam @Nullable String expires,
            Model model,
            RedirectAttributes redirect,
            HttpServletResponse response) {
        KeyForm form = KeyForm.typed(name, role, networks, expires);
        FieldNotes notes = form.problems(texts, clock.instant(), times.zone());
        if (notes.isAnyWrong()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return form(model, form, notes);
        }
        CreatedKey made = keys.create(form.request(times.zone()));
        redirect.addFlashAttribute("secret", new Secret(made.details().name(), made.key()));
        return "redirect:/keys";
    }

    private String form(Model model, KeyForm form, FieldNotes notes) {
        model.addAttribute("form", form);
        model.addAttribute("roles", UserController.ROLES);
        model.addAttribute("notes", notes.withHelpArgument("expires", times.zone()));
        return "users/key";
    }

    @PostMapping("/keys/{id:[0-9a-f-]{36}}/revoke")
    String revoke(@PathVariable UUID id, RedirectAttributes redirect) {
        keys.revoke(id);
        redirect.addFlashAttribute("note", Note.good(texts.of("key.revoked")));
        return "redirect:/keys";
    }
}
