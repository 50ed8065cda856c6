package dev.postseal.web.imports;

import dev.postseal.importing.ImportTooLargeException;
import dev.postseal.policy.OnConflict;
import dev.postseal.policy.Policies;
import dev.postseal.texts.Texts;
import dev.postseal.web.layout.NotFound;
import dev.postseal.web.layout.Note;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** From the choice of a file to the entries: form, progress, preview, progress, result. */
@Controller
class ImportController {
    private static final String IMPORT = "/policies/import";
    private static final List<String> CHOICES = List.of("fail", "skip", "replace");
    /** Waiting so long is not felt; most imports are done by then. */
    private static final long MOMENT_MILLIS = 1_500;

    private final ImportJobs jobs;
    private final ImportView.Sources sources;

    ImportController(ImportJobs jobs, Policies policies, Texts texts) {
        this.jobs = jobs;
        this.sources = new ImportView.Sources(policies, texts);
    }

    /**
     * @param from an import whose text is to be corrected; one that has gone leaves the form empty
     */
    @GetMapping(IMPORT)
    String form(
            @RequestParam(required = false) @Nullable String problem,
            @RequestParam(defaultValue = "") String from,
            Model model)
            throws IOException {
        ImportJob job = jobs.find(from).orElse(null);
        if (job != null) {
            model.addAttribute("instead", from);
            return form(
                    model,
                    job.onConflict().text(),
                    job.isKept() ? ImportText.of(job.file()).orElse("") : "",
                    null);
        }
        return form(model, "fail", "", "too-large".equals(problem) ? "too-large" : null);
    }

    @PostMapping(IMPORT)
    String start(
            @RequestParam(required = false) @Nullable MultipartFile file,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "fail") String onConflict,
            @RequestParam(defaultValue = "") String instead,
            Model model,
            HttpServletResponse response)
            throws IOException {
        boolean chosen = file != null && !file.isEmpty();
        if (!chosen && text.isBlank()) {
            model.addAttribute("instead", jobs.find(instead).isPresent() ? instead : null);
            return refused(model, onConflict, text, "empty", response);
        }
        jobs.drop(instead);
        OnConflict mode = OnConflict.find(onConflict).orElse(OnConflict.FAIL);
        try (InputStream content = file != null && chosen
                ? file.getInputStream()
                : new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))) {
            String id = jobs.start(content, mode).orElse(null);
            if (id == null) {
                return refused(model, onConflict, text, "busy", response);
            }
            job(id).await(MOMENT_MILLIS);
            return "redirect:" + IMPORT + "/" + id;
        } catch (ImportTooLargeException e) {
            return refused(model, onConflict, "", "too-large", response);
        }
    }

    @GetMapping(IMPORT + "/{id}")
    String show(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(defaultValue = "1") String page,
            Model model)
            throws IOException {
        ImportJob job = job(id);
        model.addAttribute("id", id);
        choices(model, job.onConflict().text());
        model.addAttribute("kept", job.isKept());
        model.addAttribute(
                "correctable", job.isKept() && ImportText.of(job.file()).isPresent());
        switch (job.state()) {
            case ImportJob.State.Working working -> working(model, working);
            case ImportJob.State.Previewed previewed -> {
                model.addAttribute("preview", previewed.result());
                model.addAttribute("blocked", isBlocked(job, previewed));
                model.addAttribute(
                        "view",
                        ImportView.of(
                                IMPORT + "/" + id, job.preview(), LineFilter.named(kind), number(page) - 1, sources));
            }
            case ImportJob.State.Done done -> {
                model.addAttribute("done", done.result());
            }
            case ImportJob.State.Failed failed -> model.addAttribute("failed", failed.why());
        }
        return "policies/imported";
    }

    /** Only the progress while there is some; then the page is to be loaded anew. */
    @GetMapping(IMPORT + "/{id}/progress")
    String progress(@PathVariable String id, Model model, HtmxRequest htmx, HttpServletResponse response) {
        model.addAttribute("id", id);
        if (job(id).state() instanceof ImportJob.State.Working working) {
            working(model, working);
        } else {
            response.setHeader("HX-Refresh", "true");
        }
        return htmx.isHtmxRequest() ? "policies/imported :: progress" : "redirect:" + IMPORT + "/" + id;
    }

    /** The same content, looked at with another choice. */
    @PostMapping(IMPORT + "/{id}/choose")
    String choose(@PathVariable String id, @RequestParam(defaultValue = "") String onConflict) throws IOException {
        OnConflict mode = OnConflict.find(onConflict).orElse(job(id).onConflict());
        jobs.choose(id, mode);
        job(id).await(MOMENT_MILLIS);
        return "redirect:" + IMPORT + "/" + id;
    }

    /**
     * @param shown the choice of the preview that was looked at; another page may have made another one since
     */
    @PostMapping(IMPORT + "/{id}/run")
    String run(@PathVariable String id, @RequestParam(defaultValue = "") String shown, RedirectAttributes redirect) {
        ImportJob job = job(id);
        if (job.onConflict().text().equals(shown)) {
            jobs.run(job);
            job.await(MOMENT_MILLIS);
        } else {
            redirect.addFlashAttribute("note", Note.warning(sources.texts().of("import.chosen-elsewhere")));
        }
        return "redirect:" + IMPORT + "/" + id;
    }

    @PostMapping(IMPORT + "/{id}/drop")
    String drop(@PathVariable String id) {
        jobs.drop(id);
        return "redirect:" + IMPORT;
    }

    private static void working(Model model, ImportJob.State.Working working) {
        model.addAttribute("stage", working.stage().name().toLowerCase(Locale.ROOT));
        model.addAttribute("lines", working.lines());
    }

    /** Lines that break rules stand in the way of the others. */
    private static boolean isBlocked(ImportJob job, ImportJob.State.Previewed previewed) {
        return previewed.result().rejected() > 0 && job.onConflict() != OnConflict.SKIP;
    }

    private ImportJob job(String id) {
        return jobs.find(id).orElseThrow(NotFound::new);
    }

    private static int number(String page) {
        try {
            return Math.max(1, Integer.parseInt(page));
        } catch (NumberFormatException e) {
            return 1;
        }
    }

    private static String refused(
            Model model, String onConflict, String text, String problem, HttpServletResponse response) {
        response.setStatus(422);
        return form(model, onConflict, text, problem);
    }

    private static String form(Model model, String onConflict, String text, @Nullable String problem) {
        choices(model, onConflict);
        model.addAttribute("text", text);
        model.addAttribute("problem", problem);
        return "policies/import";
    }

    private static void choices(Model model, String onConflict) {
        model.addAttribute("choices", CHOICES);
        model.addAttribute("onConflict", onConflict);
    }
}
