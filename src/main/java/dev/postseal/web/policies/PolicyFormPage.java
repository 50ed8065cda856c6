package dev.postseal.web.policies;

import dev.postseal.policy.EntryRequirements;
import dev.postseal.policy.Policies;
import dev.postseal.policy.PolicyEntry;
import dev.postseal.policy.Problem;
import dev.postseal.texts.Texts;
import dev.postseal.web.layout.FieldNotes;
import dev.postseal.web.layout.Note;
import dev.postseal.web.layout.Signs;
import dev.postseal.web.layout.Times;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** The form's page in each of the situations it is shown in. */
@Component
class PolicyFormPage {
    private static final String VIEW = "policies/form";

    private final Policies policies;
    private final PolicyNotes notes;
    private final Signs signs;
    private final Times times;
    private final Texts texts;
    private final EntryRequirements requirements;
    private final FormerDemands formerDemands;
    private final Consequences consequences;
    private final Clock clock;

    PolicyFormPage(
            Policies policies,
            PolicyNotes notes,
            Signs signs,
            Times times,
            Texts texts,
            EntryRequirements requirements,
            FormerDemands formerDemands,
            Consequences consequences,
            Clock clock) {
        this.formerDemands = formerDemands;
        this.consequences = consequences;
        this.requirements = requirements;
        this.clock = clock;
        this.policies = policies;
        this.notes = notes;
        this.signs = signs;
        this.times = times;
        this.texts = texts;
    }

    String fresh(Model model, PolicyForm form) {
        return page(model, form, notes.soFar(form));
    }

    String stored(Model model, PolicyEntry entry) {
        return page(model, PolicyForm.of(entry, times.zone()), notes.about(entry));
    }

    /** What was typed when the session had ended already, for its sender to look at and send once more. */
    String kept(Model model, PolicyForm form) {
        model.addAttribute("kept", true);
        model.addAttribute("note", Note.warning(texts.of("policy.kept")));
        return page(model, form, notes.soFar(form));
    }

    /** Only what stands beside the fields. */
    String soFar(Model model, PolicyForm form) {
        model.addAttribute("checkedFields", PolicyNotes.CHECKED);
        page(model, form, notes.soFar(form));
        return VIEW + " :: checked";
    }

    String checked(Model model, PolicyForm form) {
        return page(model, form, notes.soFar(form));
    }

    String refused(Model model, PolicyForm form, List<Problem> problems, HttpServletResponse response) {
        reject(model, response, HttpStatus.UNPROCESSABLE_CONTENT);
        return page(model, form, notes.refused(form, problems));
    }

    /** Whether a reason is required here and none is given. */
    boolean lacksReason(PolicyForm form) {
        return form.getReason().isBlank() && requirements.isReasonRequired();
    }

    String withoutReason(Model model, PolicyForm form, HttpServletResponse response) {
        reject(model, response, HttpStatus.UNPROCESSABLE_CONTENT);
        return page(model, form, notes.withoutReason(form));
    }

    String unreadableExpiry(Model model, PolicyForm form, HttpServletResponse response) {
        reject(model, response, HttpStatus.UNPROCESSABLE_CONTENT);
        return page(model, form, notes.unreadableExpiry(form));
    }

    String taken(Model model, PolicyForm form, PolicyEntry existing, HttpServletResponse response) {
        reject(model, response, HttpStatus.CONFLICT);
        return page(model, form, notes.taken(form, existing));
    }

    /** Saving once more replaces the version that is shown beside one's own. */
    String conflict(Model model, PolicyForm form, PolicyEntry current, HttpServletResponse response) {
        response.setStatus(HttpStatus.CONFLICT.value());
        model.addAttribute("conflict", Conflict.between(form, current, times));
        form.setVersion(current.version());
        return page(model, form, notes.soFar(form));
    }

    /** Somebody deleted the entry: what was typed becomes a new one when it is saved again. */
    String goneMeanwhile(Model model, PolicyForm form, HttpServletResponse response) {
        response.setStatus(HttpStatus.CONFLICT.value());
        form.setId(null);
        form.setVersion(null);
        model.addAttribute("note", Note.warning(texts.of("policy.gone")));
        return page(model, form, notes.soFar(form));
    }

    /** The choice of what applies after the end; it is only written anew when it is another one, under the reader's hands. */
    private void afterwards(Model model, PolicyForm form) {
        Afterwards afterwards = formerDemands.of(form).orElse(null);
        String shown = form.getThenShown();
        form.setThenShown(afterwards == null ? "" : afterwards.shown());
        model.addAttribute("afterwardsChanged", !form.getThenShown().equals(shown));
        model.addAttribute("afterwards", afterwards);
        if (afterwards != null) {
            model.addAttribute("ending", consequences.ofEnding(form.getTarget()));
        }
    }

    /** Somebody wanted to save; what is wrong with a form that nobody has sent yet stands beside its fields only. */
    private static void reject(Model model, HttpServletResponse response, HttpStatus status) {
        response.setStatus(status.value());
        model.addAttribute("rejected", true);
    }

    private String page(Model model, PolicyForm form, FieldNotes fieldNotes) {
        Long id = form.getId();
        PolicyEntry entry = id == null ? null : policies.find(id).orElse(null);
        FieldSync.inStep(form);
        afterwards(model, form);
        model.addAttribute("form", form);
        model.addAttribute("reasonRequired", requirements.isReasonRequired());
        model.addAttribute("pem", PastedCertificate.read(form.getCertificate()).orElse(null));
        model.addAttribute("today", clock.instant());
        model.addAttribute("notes", fieldNotes.withHelpArgument("expiresAt", form.getZone()));
        model.addAttribute("signs", signs.all());
        model.addAttribute("line", notes.line(form));
        model.addAttribute("entry", entry);
        model.addAttribute("title", entry == null ? texts.of("policies.add") : entry.displayTarget());
        return VIEW;
    }
}
