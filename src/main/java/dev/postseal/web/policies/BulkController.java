package dev.postseal.web.policies;

import dev.postseal.policy.BulkKind;
import dev.postseal.policy.BulkPolicies;
import dev.postseal.policy.BulkResult;
import dev.postseal.policy.Policies;
import dev.postseal.policy.PolicyEntry;
import dev.postseal.texts.Texts;
import dev.postseal.web.layout.FieldNotes;
import dev.postseal.web.layout.NotFound;
import dev.postseal.web.layout.Note;
import dev.postseal.web.layout.Times;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Acts on many entries: first a page that names their number, then the act. */
@Controller
class BulkController {
    private static final String VIEW = "policies/bulk";
    private static final int SHOWN = 10;

    private final BulkPolicies bulk;
    private final Policies policies;
    private final Times times;
    private final Texts texts;

    BulkController(BulkPolicies bulk, Policies policies, Times times, Texts texts) {
        this.bulk = bulk;
        this.policies = policies;
        this.times = times;
        this.texts = texts;
    }

    @GetMapping("/policies/bulk")
    String confirm(
            @ModelAttribute("list") PolicyListUrl list,
            @ModelAttribute("bulk") BulkForm form,
            Model model,
            RedirectAttributes redirect) {
        BulkKind kind = BulkKind.find(form.act()).orElseThrow(NotFound::new);
        List<Long> ids = ids(list, form);
        if (ids.isEmpty() || ids.size() > BulkPolicies.MOST) {
            return back(list, redirect, ids.isEmpty() ? "bulk.none" : "bulk.too-many");
        }
        return page(model, kind, list, ids, new FieldNotes());
    }

    @PostMapping("/policies/bulk")
    String carryOut(
            @ModelAttribute("list") PolicyListUrl list,
            @ModelAttribute("bulk") BulkForm form,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        BulkKind kind = BulkKind.find(form.act()).orElseThrow(NotFound::new);
        List<Long> ids = ids(list, form);
        if (ids.isEmpty() || ids.size() > BulkPolicies.MOST) {
            return back(list, redirect, ids.isEmpty() ? "bulk.none" : "bulk.too-many");
        }
        FieldNotes notes = wrong(kind, form);
        boolean another = form.number() == null || form.number() != ids.size();
        if (another || notes.isAnyWrong()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute("another", another);
            return page(model, kind, list, ids, notes);
        }
        Optional<Instant> expiry = form.expiry().orElseThrow();
        BulkResult result = bulk.apply(kind.with(String.valueOf(form.newOwner()), expiry.orElse(null)), ids);
        Undoable.tell(redirect, note(kind, result), result.undo());
        return redirection(list);
    }

    private List<Long> ids(PolicyListUrl list, BulkForm form) {
        return Boolean.TRUE.equals(form.all())
                ? bulk.matching(list.query())
                : Objects.requireNonNull(form.ids()).stream().distinct().toList();
    }

    private String back(PolicyListUrl list, RedirectAttributes redirect, String key) {
        redirect.addFlashAttribute("note", Note.warning(texts.of(key, BulkPolicies.MOST)));
        return redirection(list);
    }

    private static String redirection(PolicyListUrl list) {
        return "redirect:" + Returning.to(list.url().page(list.pageNumber()).text());
    }

    private FieldNotes wrong(BulkKind kind, BulkForm form) {
        var notes = new FieldNotes();
        if (kind == BulkKind.EXPIRE && form.expiry().isEmpty()) {
            notes.add("expiresAt", texts.of("policy.expiresAt.unreadable"));
        }
        if (kind == BulkKind.ASSIGN && !BulkPolicies.canBeOwner(form.newOwner())) {
            notes.add("newOwner", texts.of("bulk.owner.wrong"));
        }
        return notes;
    }

    private String page(Model model, BulkKind kind, PolicyListUrl list, List<Long> ids, FieldNotes notes) {
        List<PolicyEntry> shown = ids.stream()
                .limit(SHOWN)
                .flatMap(id -> policies.find(id).stream())
                .toList();
        String zone = times.zone().getId();
        model.addAttribute("act", kind.text());
        model.addAttribute("number", ids.size());
        model.addAttribute("shown", shown);
        model.addAttribute("rest", ids.size() - shown.size());
        model.addAttribute("zone", zone);
        model.addAttribute("notes", notes.withHelpArgument("expiresAt", zone));
        model.addAttribute("back", list.url().page(list.pageNumber()).text());
        return VIEW;
    }

    private Note note(BulkKind kind, BulkResult result) {
        var text = new StringBuilder(texts.of("bulk." + kind.text() + ".done", result.changed()));
        add(text, "bulk.same", result.same());
        add(text, "bulk.gone", result.gone());
        add(
                text,
                kind == BulkKind.EXPIRE ? "bulk.goes-back" : "bulk.refused",
                result.refused().size());
        return result.refused().isEmpty() ? Note.good(text.toString()) : Note.warning(text.toString());
    }

    private void add(StringBuilder text, String key, int number) {
        if (number > 0) {
            text.append(' ').append(texts.of(key, number));
        }
    }
}
