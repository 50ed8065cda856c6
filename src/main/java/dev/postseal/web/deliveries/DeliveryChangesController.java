package dev.postseal.web.deliveries;

import dev.postseal.delivery.Deliveries;
import dev.postseal.delivery.Delivery;
import dev.postseal.delivery.DeliveryWithAttempts;
import dev.postseal.web.layout.Pages;
import dev.postseal.web.layout.Times;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * What has changed since a page was drawn, for pages that ask every few seconds. Only what changed is sent and replaced: no
 * row moves, so nobody loses the place, the focus or a selection.
 */
@Controller
class DeliveryChangesController {
    /** By which htmx asks no more. */
    private static final int LAST_ANSWER = 286;

    private final Deliveries deliveries;
    private final Seen seen;
    private final Times times;

    DeliveryChangesController(Deliveries deliveries, Seen seen, Times times) {
        this.deliveries = deliveries;
        this.seen = seen;
        this.times = times;
    }

    /**
     * @param shown marks of the rows shown
     * @param newest id of the first row, or 0; null when it is not the first page
     */
    @GetMapping("/deliveries/changes")
    @Nullable String list(
            DeliveryListUrl typed,
            @RequestParam(required = false) @Nullable List<String> shown,
            @RequestParam(required = false) @Nullable Long newest,
            Model model,
            HttpServletResponse response) {
        Map<Long, String> marks = marks(shown == null ? List.of() : shown);
        List<Delivery> there = deliveries.find(marks.keySet());
        Set<Long> ids = there.stream().map(Delivery::id).collect(Collectors.toSet());
        List<Delivery> changed = there.stream()
                .filter(delivery -> !seen.mark(delivery).equals(marks.get(delivery.id())))
                .toList();
        List<Long> gone =
                marks.keySet().stream().filter(id -> !ids.contains(id)).toList();
        DeliveryListUrl list = typed.in(times.zone());
        boolean newer = newest != null && deliveries.hasNewer(list.query(0), newest);
        if (changed.isEmpty() && gone.isEmpty() && !newer) {
            response.setStatus(HttpStatus.NO_CONTENT.value());
            return null;
        }
        model.addAttribute("changed", changed);
        model.addAttribute("gone", gone);
        model.addAttribute("newer", newer);
        model.addAttribute("list", list);
        model.addAttribute("proofs", deliveries.proofs(changed));
        return "deliveries/changes";
    }

    private static Map<Long, String> marks(List<String> shown) {
        var marks = new LinkedHashMap<Long, String>();
        shown.stream().limit(Pages.SIZE).forEach(mark -> Seen.id(mark).ifPresent(id -> marks.put(id, mark)));
        return marks;
    }

    /**
     * @param attempts how many the page shows
     * @param standing as the page shows it
     */
    @GetMapping("/deliveries/{id:\\d+}/changes")
    @Nullable String one(
            @PathVariable long id,
            @RequestParam int attempts,
            @RequestParam String standing,
            Model model,
            HttpServletResponse response) {
        Optional<DeliveryWithAttempts> found = deliveries.get(id);
        if (found.isEmpty()) {
            response.setStatus(LAST_ANSWER);
            return "deliveries/gone";
        }
        Delivery delivery = found.get().delivery();
        if (seen.standing(delivery).equals(standing)) {
            response.setStatus(HttpStatus.NO_CONTENT.value());
            return null;
        }
        model.addAttribute("delivery", delivery);
        model.addAttribute(
                "attempts",
                found.get().attempts().stream()
                        .filter(attempt -> attempt.number() > attempts)
                        .toList());
        model.addAttribute("count", found.get().attempts().size());
        model.addAttribute("proofs", deliveries.proofs(List.of(delivery)));
        model.addAttribute("acts", DeliveryController.acts(delivery.state()));
        return "deliveries/one-changes";
    }
}
