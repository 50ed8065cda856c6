package dev.postseal.web.users;

import dev.postseal.account.Role;
import dev.postseal.account.UserAdministration;
import dev.postseal.account.UserDetails;
import dev.postseal.account.UserResult;
import dev.postseal.texts.Texts;
import dev.postseal.web.layout.FieldNotes;
import dev.postseal.web.layout.ListUrl;
import dev.postseal.web.layout.NotFound;
import dev.postseal.web.layout.Note;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The users, a new one, and what is decided about one of them. */
@Controller
class UserController {
    static final List<String> ROLES =
            Arrays.stream(Role.values()).map(Role::text).toList();
    private static final String ID = "{id:[0-9a-f-]{36}}";
    private static final List<String> COLUMNS =
            List.of("name", "role", "state", "second-factor", "last-sign-in", "created");

    private final UserAdministration users;
    private final Texts texts;

    UserController(UserAdministration users, Texts texts) {
        this.users = users;
        this.texts = texts;
    }

    @GetMapping("/users")
    String list(Model model) {
        model.addAttribute("users", users.all());
        model.addAttribute("columns", COLUMNS);
        return "users/list";
    }

    @GetMapping("/users/new")
    String form(Model model) {
        return form(model, "", Role.VIEWER.text(), new FieldNotes());
    }

    @PostMapping("/users/new")
    String create(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String role,
            Model model,
            RedirectAttributes redirect,
            HttpServletResponse response) {
        String typed = ListUrl.typed(name);
        UserResult result = users.create(typed, Role.find(role).orElse(Role.VIEWER));
        if (result instanceof UserResult.WithPassword(UserDetails user, String password)) {
            redirect.addFlashAttribute("secret", new Secret(user.name(), password));
            return "redirect:/users/" + user.id();
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return form(model, typed, role, new FieldNotes().add("name", why(result)));
    }

    private String form(Model model, String name, String role, FieldNotes notes) {
        model.addAttribute("name", name);
        model.addAttribute("role", role);
        model.addAttribute("roles", ROLES);
        model.addAttribute("notes", notes);
        return "users/new";
    }

    @GetMapping("/users/" + ID)
    String one(@PathVariable UUID id, Model model) {
        model.addAttribute("user", users.find(id).orElseThrow(NotFound::new));
        model.addAttribute("roles", ROLES);
        return "users/one";
    }

    @PostMapping("/users/" + ID + "/role")
    String changeRole(@PathVariable UUID id, @RequestParam String role, RedirectAttributes redirect) {
        Role wanted = Role.find(role).orElseThrow(NotFound::new);
        return after(users.changeRole(id, wanted), id, "role", redirect);
    }

    @PostMapping("/users/" + ID + "/{act:disable|enable|password|sessions|second-factor}")
    String act(@PathVariable UUID id, @PathVariable String act, RedirectAttributes redirect) {
        UserResult result = switch (act) {
            case "disable" -> users.disable(id);
            case "enable" -> users.enable(id);
            case "password" -> users.newPassword(id);
            case "second-factor" -> users.resetSecondFactor(id);
            default -> users.endSessions(id);
        };
        return after(result, id, act, redirect);
    }

    @PostMapping("/users/" + ID + "/delete")
    String delete(@PathVariable UUID id, RedirectAttributes redirect) {
        UserResult result = users.delete(id);
        if (result instanceof UserResult.Done(UserDetails user)) {
            redirect.addFlashAttribute("note", Note.good(texts.of("user.act.delete.done", user.name())));
            return "redirect:/users";
        }
        return after(result, id, "delete", redirect);
    }

    private String after(UserResult result, UUID id, String act, RedirectAttributes redirect) {
        switch (result) {
            case UserResult.Done done ->
                redirect.addFlashAttribute(
                        "note",
                        Note.good(texts.of(
                                "user.act." + act + ".done", done.user().name())));
            case UserResult.WithPassword made ->
                redirect.addFlashAttribute("secret", new Secret(made.user().name(), made.password()));
            case UserResult.NotFound ignored -> throw new NotFound();
            case UserResult.External ignored -> redirect.addFlashAttribute("note", Note.warning(why(result)));
            case UserResult.LastAdministrator ignored -> redirect.addFlashAttribute("note", Note.warning(why(result)));
            case UserResult.NameTaken ignored -> redirect.addFlashAttribute("note", Note.warning(why(result)));
            case UserResult.NameNotAllowed ignored -> redirect.addFlashAttribute("note", Note.warning(why(result)));
        }
        return "redirect:/users/" + id;
    }

    private String why(UserResult result) {
        return switch (result) {
            case UserResult.External ignored -> texts.of("user.external.decides");
            case UserResult.LastAdministrator ignored -> texts.of("user.last-administrator");
            case UserResult.NameTaken ignored -> texts.of("user.name.taken");
            case UserResult.NameNotAllowed ignored -> texts.of("user.name.not-allowed");
            case UserResult.NotFound ignored -> throw new NotFound();
            case UserResult.Done done -> throw new IllegalStateException(done.toString());
            case UserResult.WithPassword made -> throw new IllegalStateException(made.toString());
        };
    }
}
