package dev.postseal.web.connect;

import dev.postseal.export.MapFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text map on disk in main.cf.
 *
 * @param on whether this node keeps one; otherwise the lines are an example
 * @param settings what has to be set for it
 * @param indexed whether postmap makes an indexed file of it, which Postfix notices without a reload
 */
record FileWay(boolean on, String mainCf, String settings, boolean indexed) {
    private static final String EXAMPLE = "/etc/postfix/postseal/tls_policy";
    private static final Pattern TYPE = Pattern.compile("\\b(hash|btree|lmdb|cdb|dbm|sdbm):");

    static FileWay of(MapFile file) {
        String path = file.file().map(Object::toString).orElse(EXAMPLE);
        String command = file.command().orElse(file.file().isPresent() ? "" : "postmap hash:" + EXAMPLE);
        Matcher type = TYPE.matcher(command);
        boolean indexed = command.contains("postmap");
        String name = type.find() ? type.group(1) : indexed ? "hash" : "texthash";
        return new FileWay(
                file.file().isPresent(),
                "smtp_tls_policy_maps = " + name + ":" + path,
                "postseal.export.file=" + path + (command.isEmpty() ? "" : "\npostseal.export.command=" + command),
                indexed);
    }
}
