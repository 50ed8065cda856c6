package dev.postseal.web.deliveries;

import dev.postseal.delivery.ActionResult;
import dev.postseal.delivery.Deliveries;
import dev.postseal.delivery.DeliveryAct;
import dev.postseal.delivery.DeliveryPage;
import dev.postseal.delivery.DeliveryState;
import dev.postseal.delivery.DeliveryWithAttempts;
import dev.postseal.texts.Texts;
import dev.postseal.web.layout.ListUrl;
import dev.postseal.web.layout.NotFound;
import dev.postseal.web.layout.Note;
import dev.postseal.web.layout.Pages;
import dev.postseal.web.layout.Times;
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
    private final Times times;
    private final String listen;

    DeliveryController(
            Deliveries deliveries, Texts texts, Times times, @Value("${postseal.smtp.listen}") String listen) {
        this.deliveries = deliveries;
        this.texts = texts;
        this.times = times;
        this.listen = listen;
    }

    @GetMapping("/deliveries")
    String list(
            @ModelAttribute("typed") DeliveryListUrl typed,
            Model model,
            HtmxRequest htmx,
            HttpServletResponse response) {
        DeliveryListUrl list = typed.in(times.zone());
        model.addAttribute("list", list);
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
        model.addAttribute("selectable", DeliveryAct.values());
        model.addAttribute("changes", changes(list, page));
        if (htmx.isHtmxRequest() && !htmx.isHistoryRestoreRequest()) {
            response.setHeader("HX-Replace-Url", list.url().text());
            return "deliveries/list :: results";
        }
        model.addAttribute(
                "states",
                Arrays.stream(DeliveryState.values()).map(DeliveryState::text).toList());
        model.addAttribute("from", Moment.field(list.fromInstant(), times.zone()));
        model.addAttribute("to", Moment.field(list.toInstant(), times.zone()));
        return "deliveries/list";
    }

    /** Where the page asks what has changed; only the first one asks for newer deliveries. */
    private static String changes(DeliveryListUrl list, DeliveryPage page) {
        ListUrl url = list.url("/deliveries/changes");
        long newest = page.items().isEmpty() ? 0 : page.items().getFirst().id();
        return (page.page() == 0 ? url.with("newest", String.valueOf(newest)) : url).text();
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
        model.addAttribute("count", found.attempts().size());
        model.addAttribute("proofs", deliveries.proofs(List.of(found.delivery())));
        model.addAttribute("acts", acts(found.delivery().state()));
        return "deliveries/one";
    }

    @PostMapping("/deliveries/{id:\\d+}/{act:retry|hold|release|bounce|delete}")
    String act(@PathVariable long id, @PathVariable String act, RedirectAttributes redirect) {
        ActionResult result = deliveries.act(DeliveryAct.find(act).orElseThrow(NotFound::new), id);
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
        boolean deleted = act.equals("delete") && result instanceof ActionResult.Done;
        return deleted ? "redirect:/deliveries" : "redirect:/deliveries/" + id;
    }

    /** What can be done with a delivery in this state, as buttons. */
    static List<String> acts(DeliveryState state) {
        return Arrays.stream(DeliveryAct.values())
                .filter(act -> act.isPossible(state))
                .map(DeliveryAct::text)
                .toList();
    }
}
