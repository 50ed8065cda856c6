package dev.postseal.web.deliveries;

import dev.postseal.delivery.Deliveries;
import dev.postseal.delivery.Delivery;
import dev.postseal.delivery.DeliveryAct;
import dev.postseal.delivery.DeliveryPage;
import dev.postseal.texts.Texts;
import dev.postseal.web.layout.NotFound;
import dev.postseal.web.layout.Note;
import dev.postseal.web.layout.Times;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Acts on several deliveries: first the question, which names their number, then the act on exactly those. */
@Controller
class SelectionController {
    /** So many are named in the question. */
    private static final int NAMED = 10;

    private final Deliveries deliveries;
    private final Texts texts;
    private final Times times;

    SelectionController(Deliveries deliveries, Texts texts, Times times) {
        this.deliveries = deliveries;
        this.texts = texts;
        this.times = times;
    }

    /**
     * @param id the rows chosen
     * @param all instead of them all that the filters in the address find, as far as lists are counted
     */
    @PostMapping("/deliveries/confirm")
    String confirm(
            DeliveryListUrl typed,
            @RequestParam String act,
            @RequestParam(required = false) @Nullable List<Long> id,
            @RequestParam(defaultValue = "false") boolean all,
            Model model,
            RedirectAttributes redirect) {
        DeliveryAct chosen = DeliveryAct.find(act).orElseThrow(NotFound::new);
        DeliveryListUrl list = typed.in(times.zone());
        List<Long> ids = all ? deliveries.ids(list.query(0)) : id == null ? List.of() : id;
        int possible = deliveries.countPossible(chosen, ids);
        if (possible == 0) {
            redirect.addFlashAttribute(
                    "note",
                    Note.warning(texts.of(ids.isEmpty() ? "selection.none" : "selection.impossible", ids.size())));
            return "redirect:" + list.address();
        }
        List<Delivery> first = deliveries.find(ids.stream().limit(NAMED).toList());
        model.addAttribute("list", list);
        model.addAttribute("act", chosen.text());
        model.addAttribute("ids", ids.stream().map(String::valueOf).collect(Collectors.joining(",")));
        model.addAttribute("all", all);
        model.addAttribute("chosen", ids.size());
        model.addAttribute("possible", possible);
        model.addAttribute("first", first);
        model.addAttribute("limited", all && ids.size() == DeliveryPage.COUNT_LIMIT);
        return "deliveries/confirm";
    }

    /**
     * @param ids joined by commas: a form has fewer fields than a queue has deliveries
     * @param all whether they are what the filters in the address found, for the record
     */
    @PostMapping("/deliveries/act")
    String act(
            DeliveryListUrl typed,
            @RequestParam String act,
            @RequestParam String ids,
            @RequestParam(defaultValue = "false") boolean all,
            RedirectAttributes redirect) {
        DeliveryAct chosen = DeliveryAct.find(act).orElseThrow(NotFound::new);
        List<Long> chosenIds = Arrays.stream(ids.split(","))
                .filter(id -> id.matches("[0-9]{1,18}"))
                .limit(DeliveryPage.COUNT_LIMIT)
                .map(Long::valueOf)
                .toList();
        DeliveryListUrl list = typed.in(times.zone());
        int done = deliveries.act(chosen, chosenIds, all ? list.query(0) : null);
        String text = texts.of("selection." + chosen.text() + ".done", done);
        int skipped = chosenIds.size() - done;
        redirect.addFlashAttribute(
                "note",
                skipped == 0 ? Note.good(text) : Note.warning(text + " " + texts.of("selection.skipped", skipped)));
        return "redirect:" + list.address();
    }
}
