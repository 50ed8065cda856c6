package dev.postseal.web.deliveries;

import dev.postseal.delivery.ActionResult;
import dev.postseal.delivery.Deliveries;
import dev.postseal.delivery.DeliveryPage;
import dev.postseal.delivery.DeliveryState;
import dev.postseal.delivery.DeliveryWithAttempts;
import dev.postseal.texts.Texts;
import dev.postseal.web.layout.NotFound;
import dev.postseal.web.layout.Note;
import dev.postseal.web.layout.Pages;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Deliveries, newest first, and the story of one. */
@Controller
class DeliveryController {
    private static final List<String> COLUMNS =
            List.of("recipient", "nexthop", "state", "reason", "attempts", "accepted");

    private final Deliveries deliveries;
    private final Texts texts;
    private final String listen;

    DeliveryController(Deliveries deliveries, Texts texts, @Value("${postseal.smtp.listen}") String listen) {
        this.deliveries = deliveries;
        this.texts = texts;
        this.listen = listen;
    }

    @GetMapping("/deliveries")
    String list(
            @ModelAttribute("list") DeliveryListUrl list, Model model, HtmxRequest htmx, HttpServletResponse response) {
        DeliveryPage page = page(list);
        model.addAttribute("page", page);
        boolean more = page.total() >= DeliveryPage.COUNT_LIMIT;
        model.addAttribute("more", more);
        model.addAttribute("proofs", deliveries.proofs(page.items()));
        model.addAttribute(
                "pages",
                Pages.of(
                        page.page(),
                        page.items().size(),
                        page.total(),
                        more,
                        number -> list.url().page(number).text()));
        model.addAttribute("columns", COLUMNS);
        model.addAttribute("listen", Relayhost.of(listen));
        if (htmx.isHtmxRequest() && !htmx.isHistoryRestoreRequest()) {
            response.setHeader("HX-Replace-Url", list.url().text());
            return "deliveries/list :: results";
        }
        model.addAttribute(
                "states",
                Arrays.stream(DeliveryState.values()).map(DeliveryState::text).toList());
        return "deliveries/list";
    }

    /** Behind the last page is the last one. */
    private DeliveryPage page(DeliveryListUrl list) {
        DeliveryPage page = deliveries.find(list.query());
        return page.items().isEmpty() && page.total() > 0
                ? deliveries.find(list.query(Pages.last(page.total())))
                : page;
    }

    @GetMapping("/deliveries/{id:\\d+}")
    String one(@PathVariable long id, Model model) {
        DeliveryWithAttempts found = deliveries.get(id).orElseThrow(NotFound::new);
        model.addAttribute("delivery", found.delivery());
        model.addAttribute("attempts", found.attempts());
        model.addAttribute("proofs", deliveries.proofs(List.of(found.delivery())));
        model.addAttribute("acts", acts(found.delivery().state()));
        return "deliveries/one";
    }

    @PostMapping("/deliveries/{id:\\d+}/{act:retry|hold|release|bounce}")
    String act(@PathVariable long id, @PathVariable String act, RedirectAttributes redirect) {
        ActionResult result = switch (act) {
            case "retry" -> deliveries.retry(id);
            case "hold" -> deliveries.hold(id);
            case "release" -> deliveries.release(id);
            default -> deliveries.bounce(id);
        };
        switch (result) {
            case ActionResult.Done ignored ->
                redirect.addFlashAttribute("note", Note.good(texts.of("delivery.act." + act + ".done")));
            case ActionResult.NotAllowed no ->
                redirect.addFlashAttribute(
                        "note",
                        Note.warning(
                                texts.of("delivery.not-allowed." + no.state().text())));
            case ActionResult.NotFound ignored -> throw new NotFound();
        }
        return "redirect:/deliveries/" + id;
    }

    private static List<String> acts(DeliveryState state) {
        return switch (state) {
            case QUEUED, DEFERRED -> List.of("retry", "hold", "bounce");
            case HELD -> List.of("release", "bounce");
            case DELIVERING, DELIVERED, BOUNCED, EXPIRED -> List.of();
        };
    }
}
