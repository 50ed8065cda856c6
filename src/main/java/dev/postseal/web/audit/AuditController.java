package dev.postseal.web.audit;

import dev.postseal.audit.Audit;
import dev.postseal.audit.AuditExport;
import dev.postseal.audit.AuditExport.Format;
import dev.postseal.audit.AuditPage;
import dev.postseal.audit.Reversals;
import dev.postseal.audit.Subject;
import dev.postseal.audit.Who;
import dev.postseal.texts.Texts;
import dev.postseal.web.layout.Actors;
import dev.postseal.web.layout.NotFound;
import dev.postseal.web.layout.Times;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Recorded changes, newest first, and one of them. */
@Controller
class AuditController {
    private static final List<String> COLUMNS = List.of("what", "changes", "who", "when");
    private static final List<String> WHO =
            Arrays.stream(Who.values()).map(Who::text).toList();
    private static final List<String> KINDS =
            Arrays.stream(Subject.values()).map(Subject::text).toList();

    private final Audit audit;
    private final AuditExport export;
    private final Reversals reversals;
    private final Differences differences;
    private final Times times;
    private final Actors actors;
    private final Texts texts;

    AuditController(
            Audit audit,
            AuditExport export,
            Reversals reversals,
            Differences differences,
            Times times,
            Actors actors,
            Texts texts) {
        this.audit = audit;
        this.export = export;
        this.reversals = reversals;
        this.differences = differences;
        this.times = times;
        this.actors = actors;
        this.texts = texts;
    }

    @GetMapping(AuditListUrl.PATH)
    String list(
            @ModelAttribute("list") AuditListUrl list, Model model, HtmxRequest htmx, HttpServletResponse response) {
        AuditPage page = audit.page(list.query(times.zone(), actors));
        model.addAttribute("page", page);
        model.addAttribute("columns", COLUMNS);
        model.addAttribute("older", page.next() == null ? null : list.older(page.next()));
        if (htmx.isHtmxRequest() && !htmx.isHistoryRestoreRequest()) {
            response.setHeader("HX-Replace-Url", list.newest());
            return "audit/list :: results";
        }
        model.addAttribute("actors", WHO);
        model.addAttribute("kinds", KINDS);
        return "audit/list";
    }

    @GetMapping("/audit/{id:\\d{1,18}}")
    String one(@PathVariable long id, Model model) {
        var record = audit.find(id).orElseThrow(NotFound::new);
        model.addAttribute("record", record);
        model.addAttribute("subject", differences.subject(record));
        model.addAttribute("differences", differences.of(record));
        model.addAttribute("revertible", reversals.isOpenTo(record));
        return "audit/one";
    }

    /** What is listed, on all its pages. */
    @GetMapping("/audit/export")
    void export(
            @ModelAttribute AuditListUrl list,
            @RequestParam(defaultValue = "csv") String format,
            HttpServletResponse response)
            throws IOException {
        Format wanted = "json".equals(format) ? Format.JSON : Format.CSV;
        String name = "audit." + wanted.name().toLowerCase(Locale.ROOT);
        boolean written = export.write(list.query(times.zone(), actors), wanted, () -> {
            response.setContentType(wanted.mediaType());
            response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"");
            return response.getOutputStream();
        });
        if (!written) {
            response.setContentType("text/plain;charset=UTF-8");
            response.setHeader(HttpHeaders.RETRY_AFTER, "5");
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            response.getWriter().println(texts.of("audit.export.busy"));
        }
    }
}
