package dev.postseal.web.connect;

import dev.postseal.export.DatabaseMap;
import dev.postseal.export.MapFile;
import dev.postseal.export.SocketmapServer;
import dev.postseal.export.SocketmapUse;
import java.time.Clock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.TransactionException;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The three ways in which Postfix can use the policies, with the lines of this node, and which of them are in use. */
@Controller
class ConnectController {
    private final SocketmapServer server;
    private final SocketmapUse use;
    private final DatabaseMap view;
    private final MapFile file;
    private final Environment environment;
    private final Clock clock;

    ConnectController(
            SocketmapServer server,
            SocketmapUse use,
            DatabaseMap view,
            MapFile file,
            Environment environment,
            Clock clock) {
        this.server = server;
        this.use = use;
        this.view = view;
        this.file = file;
        this.environment = environment;
        this.clock = clock;
    }

    @GetMapping("/connect")
    String page(Model model) {
        model.addAttribute("live", LiveWay.of(server.addresses()));
        model.addAttribute("view", unlessAway(this::databaseWay));
        model.addAttribute("mainCf", DatabaseWay.MAIN_CF);
        model.addAttribute("install", DatabaseWay.INSTALL);
        model.addAttribute("file", FileWay.of(file));
        check(model);
        return "connect/page";
    }

    /** What changes while the page stays open. */
    @GetMapping("/connect/check")
    String check(Model model) {
        model.addAttribute("asking", Asking.of(use, !server.addresses().isEmpty(), clock.instant()));
        model.addAttribute("sessions", unlessAway(view::sessions));
        model.addAttribute("fileKept", file.file().isPresent());
        model.addAttribute("withCommand", file.command().isPresent());
        model.addAttribute("written", file.status());
        return "connect/check :: refreshed";
    }

    private DatabaseWay databaseWay() {
        boolean embedded = environment.getProperty("spring.datasource.url", "").isBlank();
        boolean moving = embedded && environment.getProperty("postseal.database.port", Integer.class, 0) == 0;
        return DatabaseWay.of(view, embedded, moving);
    }

    /** Everything else on the page is true without the database. */
    private static <T> @Nullable T unlessAway(Supplier<T> question) {
        try {
            return question.get();
        } catch (DataAccessException | TransactionException e) {
            return null;
        }
    }
}
