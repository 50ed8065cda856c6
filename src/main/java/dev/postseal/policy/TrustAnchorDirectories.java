package dev.postseal.policy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.List;

/**
 * Trust anchor files below a list of directories. A file counts where it really lies: a symbolic link out of the directories
 * is refused, a directory that itself is a link is followed. Outside the directories nothing is opened, and nothing is said
 * about what exists there.
 */
public final class TrustAnchorDirectories implements TrustAnchorFiles {
    private static final long MAX_SIZE = 4L * 1024 * 1024;
    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String END = "-----END CERTIFICATE-----";

    private final List<Path> directories;

    public TrustAnchorDirectories(List<Path> directories) {
        this.directories =
                directories.stream().map(d -> d.toAbsolutePath().normalize()).toList();
    }

    @Override
    public State check(String path) {
        try {
            return check(Path.of(path));
        } catch (InvalidPathException e) {
            return State.OUTSIDE;
        }
    }

    @Override
    public List<String> directories() {
        return directories.stream().map(Path::toString).toList();
    }

    private State check(Path path) {
        if (!path.isAbsolute()) {
            return State.RELATIVE;
        }
        if (directories.stream().noneMatch(path.normalize()::startsWith)) {
            return State.OUTSIDE;
        }
        try {
            Path real = path.toRealPath();
            return liesInside(real) ? content(real) : State.OUTSIDE;
        } catch (IOException e) {
            return State.MISSING;
        }
    }

    private boolean liesInside(Path real) throws IOException {
        for (Path directory : directories) {
            if (Files.isDirectory(directory) && real.startsWith(directory.toRealPath())) {
                return true;
            }
        }
        return false;
    }

    private static State content(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return State.MISSING;
        }
        if (Files.size(file) > MAX_SIZE) {
            return State.NO_CERTIFICATE;
        }
        return holdsCertificates(Files.readString(file, StandardCharsets.ISO_8859_1))
                ? State.USABLE
                : State.NO_CERTIFICATE;
    }

    /** At least one certificate, and none that is broken: Postfix refuses the file as a whole then. */
    private static boolean holdsCertificates(String pem) {
        int begin = pem.indexOf(BEGIN);
        boolean found = begin >= 0;
        while (begin >= 0) {
            int end = pem.indexOf(END, begin);
            if (end < 0 || !isCertificate(pem.substring(begin, end + END.length()))) {
                return false;
            }
            begin = pem.indexOf(BEGIN, end);
        }
        return found;
    }

    private static boolean isCertificate(String pem) {
        try {
            CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.ISO_8859_1)));
            return true;
        } catch (CertificateException e) {
            return false;
        }
    }
}
