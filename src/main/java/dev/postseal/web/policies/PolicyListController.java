package dev.postseal.web.policies;

import dev.postseal.policy.BulkPolicies;
import dev.postseal.policy.Policies;
import dev.postseal.policy.PolicyPage;
import dev.postseal.policy.PolicyUses;
import dev.postseal.web.layout.Pages;
import dev.postseal.web.layout.Signs;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.Set;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

/** The list, and only its results when they are asked for while somebody types. */
@Controller
class PolicyListController {
    private final Policies policies;
    private final PolicyUses uses;
    private final Signs signs;
    private final Clock clock;

    PolicyListController(Policies policies, PolicyUses uses, Signs signs, Clock clock) {
        this.policies = policies;
        this.uses = uses;
        this.signs = signs;
        this.clock = clock;
    }

    @GetMapping("/policies")
    String list(
            @ModelAttribute("list") PolicyListUrl list, Model model, HtmxRequest htmx, HttpServletResponse response) {
        PolicyPage page = page(list);
        model.addAttribute("page", page);
        model.addAttribute("uses", uses.of(page.items()));
        model.addAttribute("most", BulkPolicies.MOST);
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
        model.addAttribute("owners", owners(list));
        return "policies/list";
    }

    /** The owner that is asked for is among them, known or not. */
    private Set<String> owners(PolicyListUrl list) {
        Set<String> owners = new LinkedHashSet<>(uses.owners());
        if (list.owner() != null && !list.owner().isEmpty()) {
            owners.add(list.owner());
        }
        return owners;
    }

    /** Behind the last page is the last one: its only row may have been deleted a moment ago. */
    private PolicyPage page(PolicyListUrl list) {
        PolicyPage page = policies.search(list.query());
        return page.items().isEmpty() && page.total() > 0
                ? policies.search(list.query(Pages.last(page.total())))
                : page;
    }
}
