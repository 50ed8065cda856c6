package dev.postseal.web.overview;

import dev.postseal.delivery.Deliveries;
import dev.postseal.delivery.DeliveryPage;
import dev.postseal.delivery.DeliveryQuery;
import dev.postseal.delivery.DeliveryState;
import dev.postseal.policy.Level;
import dev.postseal.policy.Policies;
import dev.postseal.policy.PolicyPage;
import dev.postseal.policy.PolicyQuery;
import dev.postseal.web.layout.LevelSign;
import dev.postseal.web.layout.Signs;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The first page: only figures that were counted, each leading to what was counted. */
@Controller
class OverviewController {
    private final Policies policies;
    private final Deliveries deliveries;
    private final Signs signs;

    OverviewController(Policies policies, Deliveries deliveries, Signs signs) {
        this.policies = policies;
        this.deliveries = deliveries;
        this.signs = signs;
    }

    /**
     * @param name its text is {@code overview.<name>}
     * @param pressing somebody should look at it
     */
    record Figure(String name, String text, String url, boolean pressing) {}

    /** How many entries demand a level. */
    record LevelCount(LevelSign sign, String text) {}

    @GetMapping("/")
    String overview(Model model) {
        model.addAttribute(
                "needs",
                List.of(
                        waiting("deferred", DeliveryState.DEFERRED),
                        waiting("held", DeliveryState.HELD),
                        entries("expired", PolicyQuery.State.EXPIRED, true),
                        entries("inactive", PolicyQuery.State.INACTIVE, false)));
        model.addAttribute(
                "levels",
                signs.all().stream()
                        .map(sign -> new LevelCount(sign, text(policies(sign.level(), null))))
                        .toList());
        return "overview";
    }

    private Figure waiting(String name, DeliveryState state) {
        DeliveryPage page = deliveries.find(new DeliveryQuery(null, null, state, null, 0, 1));
        String text = text(page.total(), page.total() >= DeliveryPage.COUNT_LIMIT);
        return new Figure(name, text, "/deliveries?state=" + state.text(), page.total() > 0);
    }

    private Figure entries(String name, PolicyQuery.State state, boolean pressing) {
        PolicyPage page = policies(null, state);
        String url = "/policies?state=" + state.name().toLowerCase(Locale.ROOT);
        return new Figure(name, text(page), url, pressing && page.total() > 0);
    }

    private PolicyPage policies(@Nullable Level level, PolicyQuery.@Nullable State state) {
        return policies.search(new PolicyQuery("", level, state, 0, 1, PolicyQuery.Sort.TARGET, false));
    }

    private static String text(PolicyPage page) {
        return text(page.total(), page.totalIsLowerBound());
    }

    private static String text(long count, boolean more) {
        return NumberFormat.getInstance(LocaleContextHolder.getLocale()).format(count) + (more ? "+" : "");
    }
}
