package dev.postseal.web.policies;

import dev.postseal.policy.Policies;
import dev.postseal.policy.PolicyPage;
import dev.postseal.web.layout.Pages;
import dev.postseal.web.layout.Signs;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

/** The list, and only its results when they are asked for while somebody types. */
@Controller
class PolicyListController {
    private final Policies policies;
    private final Signs signs;
    private final Clock clock;

    PolicyListController(Policies policies, Signs signs, Clock clock) {
        this.policies = policies;
        this.signs = signs;
        this.clock = clock;
    }

    @GetMapping("/policies")
    String list(
            @ModelAttribute("list") PolicyListUrl list, Model model, HtmxRequest htmx, HttpServletResponse response) {
        PolicyPage page = page(list);
        model.addAttribute("page", page);
        model.addAttribute(
                "pages",
                Pages.of(
                        page.page(),
                        page.items().size(),
                        page.total(),
                        page.totalIsLowerBound(),
                        number -> list.url().page(number).text()));
        model.addAttribute("now", clock.instant());
        if (htmx.isHtmxRequest() && !htmx.isHistoryRestoreRequest()) {
            response.setHeader("HX-Replace-Url", list.url().text());
            return "policies/list :: results";
        }
        model.addAttribute("signs", signs.all());
        model.addAttribute("states", PolicyListUrl.STATES);
        return "policies/list";
    }

    /** Behind the last page is the last one: its only row may have been deleted a moment ago. */
    private PolicyPage page(PolicyListUrl list) {
        PolicyPage page = policies.search(list.query());
        return page.items().isEmpty() && page.total() > 0
                ? policies.search(list.query(Pages.last(page.total())))
                : page;
    }
}
