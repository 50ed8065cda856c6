package dev.postseal.web.overview;

import dev.postseal.delivery.Deliveries;
import dev.postseal.delivery.DeliveryPage;
import dev.postseal.delivery.DeliveryQuery;
import dev.postseal.delivery.DeliveryState;
import dev.postseal.history.Protection;
import dev.postseal.policy.Policies;
import dev.postseal.policy.PolicyCounts;
import dev.postseal.policy.PolicyPage;
import dev.postseal.policy.PolicyQuery;
import dev.postseal.web.layout.LevelSign;
import dev.postseal.web.layout.Signs;
import java.text.NumberFormat;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The first page: what needs somebody, how mail was protected, what has been decided; only what was counted. */
@Controller
class OverviewController {
    private final Policies policies;
    private final Deliveries deliveries;
    private final Signs signs;
    private final Attention attention;
    private final Charts charts;
    private final Protection protection;

    OverviewController(
            Policies policies,
            Deliveries deliveries,
            Signs signs,
            Attention attention,
            Charts charts,
            Protection protection) {
        this.attention = attention;
        this.charts = charts;
        this.protection = protection;
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

    /** What may change while the page is open. */
    @GetMapping("/overview/attention")
    String attention(Model model) {
        model.addAttribute("attention", attention.now());
        return "overview :: live";
    }

    @GetMapping("/")
    String overview(@RequestParam(required = false) @Nullable String period, Model model) {
        Period shown = Period.of(period);
        model.addAttribute("attention", attention.now());
        List<Chart> drawn = charts.of(shown);
        model.addAttribute("charts", drawn);
        model.addAttribute("drawn", drawn.stream().anyMatch(chart -> chart.total() > 0));
        PolicyCounts counts = policies.counts();
        model.addAttribute("begin", counts.total() == 0);
        model.addAttribute("period", shown.text());
        model.addAttribute(
                "periods", Arrays.stream(Period.values()).map(Period::text).toList());
        model.addAttribute("counted", protection.countedUntil().orElse(null));
        model.addAttribute(
                "needs",
                List.of(
                        waiting("deferred", DeliveryState.DEFERRED),
                        waiting("held", DeliveryState.HELD),
                        expired(),
                        new Figure(
                                "inactive", text(counts.of(null, false), false), "/policies?state=inactive", false)));
        model.addAttribute(
                "levels",
                signs.all().stream()
                        .map(sign -> new LevelCount(sign, text(counts.of(sign.level(), null), false)))
                        .toList());
        return "overview";
    }

    private Figure waiting(String name, DeliveryState state) {
        DeliveryPage page = deliveries.find(new DeliveryQuery(null, null, state, null, 0, 1));
        String text = text(page.total(), page.total() >= DeliveryPage.COUNT_LIMIT);
        return new Figure(name, text, "/deliveries?state=" + state.text(), page.total() > 0);
    }

    private Figure expired() {
        PolicyPage page = policies.search(
                new PolicyQuery("", null, PolicyQuery.State.EXPIRED, 0, 1, PolicyQuery.Sort.TARGET, false));
        String text = text(page.total(), page.totalIsLowerBound());
        return new Figure("expired", text, "/policies?state=expired", page.total() > 0);
    }

    private static String text(long count, boolean more) {
        return NumberFormat.getInstance(LocaleContextHolder.getLocale()).format(count) + (more ? "+" : "");
    }
}
