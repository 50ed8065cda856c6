package dev.postseal.enforcement;

import dev.postseal.dns.TlsaRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The trust anchors of every requirement. Those in files are what the files hold at the moment of asking: a changed
 * {@code tafile} or {@code postseal.delivery.trust-anchors} counts from the next handshake on. The JDK's are read once.
 */
public final class Authorities {
    private static final int MOST_FILES = 1_000;

    private final Supplier<Anchors> defaults;
    private final Clock clock;
    private final ConcurrentHashMap<Path, FollowedFile<List<TlsaRecord>>> own = new ConcurrentHashMap<>();

    private Authorities(Supplier<Anchors> defaults, Clock clock) {
        this.defaults = defaults;
        this.clock = clock;
    }

    /** With these as the default ones, for as long as the process lives. */
    public static Authorities of(TrustAnchors defaults, Clock clock) {
        var anchors = new Anchors.Default(defaults);
        return new Authorities(() -> anchors, clock);
    }

    /** With those of this PEM file as the default ones. */
    public static Authorities ofFile(Path file, Clock clock) {
        var followed = new FollowedFile<Anchors>(file, path -> new Anchors.Default(TrustAnchors.read(path)), clock);
        return new Authorities(() -> orUnreadable(file, followed), clock);
    }

    /** What vouches for a server under this requirement now. */
    Anchors of(Requirement requirement) {
        return switch (requirement) {
            case Requirement.Plaintext ignored -> Anchors.NONE;
            case Requirement.Fingerprints ignored -> Anchors.NONE;
            case Requirement.Tlsa ignored -> Anchors.NONE;
            case Requirement.Opportunistic ignored -> defaults.get();
            case Requirement.Encrypted ignored -> defaults.get();
            case Requirement.Names names ->
                names.anchorFiles().isEmpty() ? defaults.get() : ofFiles(names.anchorFiles());
        };
    }

    private Anchors ofFiles(List<Path> files) {
        var records = new ArrayList<TlsaRecord>();
        for (Path file : files) {
            try {
                records.addAll(followed(file).read());
            } catch (IOException e) {
                return unreadable(file);
            }
        }
        return new Anchors.Own(records);
    }

    /** Entries come and go; what is not asked for any more must not stay for ever. */
    private FollowedFile<List<TlsaRecord>> followed(Path file) {
        if (own.size() > MOST_FILES) {
            own.clear();
        }
        return own.computeIfAbsent(file, path -> new FollowedFile<>(path, AnchorFile::read, clock));
    }

    private static Anchors orUnreadable(Path file, FollowedFile<Anchors> followed) {
        try {
            return followed.read();
        } catch (IOException e) {
            return unreadable(file);
        }
    }

    private static Anchors unreadable(Path file) {
        return new Anchors.Unreadable(String.valueOf(file.getFileName()));
    }
}
