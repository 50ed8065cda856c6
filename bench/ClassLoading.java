import java.io.BufferedInputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.springframework.boot.loader.launch.Archive;
import org.springframework.boot.loader.launch.LaunchedClassLoader;
import org.springframework.boot.loader.net.protocol.Handlers;

/**
 * Whether threads that load classes out of the packaged jar at once can wait for each other for ever (docs/decisions/0006).
 * Each round has a class loader of its own, as Spring Boot starts one, and thirty threads that load classes and read
 * resources by it. A round that has not ended after 20 seconds is the last.
 */
public final class ClassLoading {
    private static final int THREADS = 30;
    private static final int CLASSES_OF_EACH = 30;
    private static final List<String> PACKAGES = List.of(
            "org/apache/catalina/core/",
            "org/thymeleaf/engine/",
            "com/zaxxer/hikari/",
            "org/xbill/DNS/",
            "org/springframework/web/servlet/mvc/",
            "ch/qos/logback/core/",
            "org/postgresql/core/");

    private ClassLoading() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 3) {
            System.err.println("usage: java -cp JAR bench/ClassLoading.java JAR virtual|system ROUNDS");
            System.exit(2);
        }
        Handlers.register();
        var jar = new File(arguments[0]);
        Thread.Builder threads = arguments[1].equals("virtual") ? Thread.ofVirtual() : Thread.ofPlatform().daemon();
        int rounds = Integer.parseInt(arguments[2]);
        List<String> classes = classes(jar);
        for (int round = 1; round <= rounds; round++) {
            if (!ends(jar, classes, threads, round)) {
                System.out.println(arguments[1] + ": hung in round " + round);
                System.exit(1);
            }
        }
        System.out.println(arguments[1] + ": " + rounds + " rounds ended");
    }

    private static boolean ends(File jar, List<String> classes, Thread.Builder threads, int round) throws Exception {
        Archive archive = Archive.create(jar);
        URL[] libraries = archive.getClassPathUrls(entry -> isLibrary(entry.name())).toArray(URL[]::new);
        var done = new CountDownLatch(THREADS);
        int first = new Random(round).nextInt(classes.size());
        var loader = new LaunchedClassLoader(false, archive, libraries, ClassLoading.class.getClassLoader());
        for (int i = 0; i < THREADS; i++) {
            int way = i;
            threads.start(() -> {
                for (int n = 0; n < CLASSES_OF_EACH; n++) {
                    load(loader, classes.get((first + 7 * n + way % 4) % classes.size()), way % 3);
                }
                done.countDown();
            });
        }
        boolean ended = done.await(20, TimeUnit.SECONDS);
        if (ended) {
            loader.close(); // It would wait for the locks, too.
        }
        return ended;
    }

    /** By the virtual machine, which stays below on the stack; by a call of the loader; as a resource. */
    private static void load(URLClassLoader loader, String file, int way) {
        String name = file.substring(0, file.length() - ".class".length()).replace('/', '.');
        try {
            switch (way) {
                case 0 -> Class.forName(name, false, loader);
                case 1 -> loader.loadClass(name);
                default -> read(loader, file);
            }
        } catch (ClassNotFoundException | LinkageError | IOException e) {
            // Classes for libraries that are not there.
        }
    }

    private static void read(URLClassLoader loader, String file) throws IOException {
        try (InputStream in = loader.getResourceAsStream(file)) {
            in.readAllBytes();
        }
    }

    private static List<String> classes(File jar) throws IOException {
        var found = new ArrayList<String>();
        try (var outer = new ZipInputStream(new BufferedInputStream(new FileInputStream(jar)))) {
            for (ZipEntry entry = outer.getNextEntry(); entry != null; entry = outer.getNextEntry()) {
                if (isLibrary(entry.getName())) {
                    addClasses(new ZipInputStream(outer), found);
                }
            }
        }
        return found;
    }

    private static void addClasses(ZipInputStream library, List<String> found) throws IOException {
        for (ZipEntry entry = library.getNextEntry(); entry != null; entry = library.getNextEntry()) {
            String name = entry.getName();
            if (name.endsWith(".class") && PACKAGES.stream().anyMatch(name::startsWith)) {
                found.add(name);
            }
        }
    }

    private static boolean isLibrary(String entry) {
        return entry.startsWith("BOOT-INF/lib/") && entry.endsWith(".jar");
    }
}
