package dev.postseal.dns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * DNS for tests, on 127.0.0.1 by UDP and TCP: a recursive resolver and the whole tree behind it in one. The root and
 * {@code test} are signed, {@code signed.test} is a signed zone of its own, {@code insecure.test} is delegated without DS,
 * {@code bogus.test} with a DS that fits no key.
 *
 * <pre>{@code
 * try (var dns = TestDns.start()) {
 *     dns.add("example.signed.test", "MX", "10 mx.signed.test.");
 *     MailDns mailDns = dns.mailDns(directory);
 * }
 * }</pre>
 */
public final class TestDns implements AutoCloseable {
    /** What the server does instead of answering. */
    public enum Fault {
        SERVFAIL,
        DROP,
        GARBAGE,
        /** Truncates over UDP; TCP has the whole answer. */
        TRUNCATE,
        /** Truncates over UDP and refuses over TCP. */
        TRUNCATE_FOR_EVER,
    }

    private static final long TTL = 300;
    private static final int MOST_LINKS = 10;

    private final Map<Name, TestZone> zones = new HashMap<>();
    private final Map<Question, Fault> faults = new ConcurrentHashMap<>();
    private final Map<Question, UnaryOperator<Message>> forgeries = new ConcurrentHashMap<>();
    private final List<Question> queries = new CopyOnWriteArrayList<>();
    private volatile @Nullable Fault faultOfAll;
    private volatile boolean dnssec = true;
    private final TestDnsServer server;

    private TestDns() throws IOException {
        zone(".", true, null);
        zone("test.", true, zone("."));
        zone("signed.test.", true, zone("test."));
        zone("insecure.test.", false, zone("test."));
        var stranger = new TestZone(name("bogus.test."), true);
        zone("bogus.test.", true, null);
        delegate(zone("bogus.test."), zone("test."), stranger.delegation());
        this.server = new TestDnsServer(this);
    }

    public static TestDns start() {
        try {
            return new TestDns();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a record: {@code add("mx.signed.test", "A", "127.0.0.1")}. */
    public TestDns add(String name, String type, String data) {
        return add(name, TTL, type, data);
    }

    public TestDns add(String name, long ttl, String type, String data) {
        try {
            Record record = Record.fromString(name(name), Type.value(type), DClass.IN, ttl, data, Name.root);
            zoneOf(record.getName(), record.getType()).add(record);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public TestDns remove(String name, String type) {
        zoneOf(name(name), Type.value(type)).remove(name(name), Type.value(type));
        return this;
    }

    /** Breaks the signature of these records. */
    public TestDns corrupt(String name, String type) {
        zoneOf(name(name), Type.value(type)).corrupt(name(name), Type.value(type));
        return this;
    }

    public TestDns fault(String name, String type, Fault fault) {
        faults.put(question(name, type), fault);
        return this;
    }

    public TestDns faultOfAll(Fault fault) {
        faultOfAll = fault;
        return this;
    }

    /** Answers as it should from now on. */
    public TestDns heal() {
        faults.clear();
        forgeries.clear();
        faultOfAll = null;
        return this;
    }

    /** Lets the test change an answer on its way, as someone in the middle would. */
    public TestDns forge(String name, String type, UnaryOperator<Message> forgery) {
        forgeries.put(question(name, type), forgery);
        return this;
    }

    /** Answers as a stub that never heard of DNSSEC. */
    public TestDns withoutDnssec() {
        dnssec = false;
        return this;
    }

    /** How often this was asked. */
    public long count(String name, String type) {
        return queries.stream().filter(question(name, type)::equals).count();
    }

    public int port() {
        return server.port();
    }

    /** {@code host:port} for {@code postseal.dns.servers}. */
    public String address() {
        return "127.0.0.1:" + port();
    }

    /** The root's key, written as a file for {@code postseal.dns.trust-anchor-file}. */
    public Path trustAnchors(Path directory) {
        try {
            return Files.writeString(directory.resolve("root.ds"), zone(".").delegation() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The product's DNS over this server, validating, and not patient. */
    public MailDns mailDns(Path directory) {
        return mailDns(directory, Clock.systemUTC());
    }

    public MailDns mailDns(Path directory, Clock clock) {
        var settings = new DnsSettings(List.of(address()), DnsSettings.Dnssec.VALIDATE, trustAnchors(directory));
        return ResolvingMailDns.of(settings, new Patience(Duration.ofSeconds(2), Duration.ofSeconds(8)), clock);
    }

    @Override
    public void close() {
        server.close();
    }

    @Nullable Fault faultFor(Question question) {
        return faults.getOrDefault(question, faultOfAll);
    }

    Message answer(Message query) {
        Question question = Question.of(query.getQuestion());
        queries.add(question);
        var response = new Message(query.getHeader().getID());
        response.getHeader().setFlag(Flags.QR);
        response.getHeader().setFlag(Flags.RA);
        response.addRecord(query.getQuestion(), Section.QUESTION);
        boolean good = fill(response, question) && dnssec;
        if (!good && !query.getHeader().getFlag(Flags.CD) && brokenChain(response)) {
            return servfail(query);
        }
        if (good && query.getHeader().getFlag(Flags.AD)) {
            response.getHeader().setFlag(Flags.AD);
        }
        return forgeries.getOrDefault(question, UnaryOperator.identity()).apply(response);
    }

    static Message servfail(Message query) {
        var response = new Message(query.getHeader().getID());
        response.getHeader().setFlag(Flags.QR);
        response.getHeader().setRcode(Rcode.SERVFAIL);
        response.addRecord(query.getQuestion(), Section.QUESTION);
        return response;
    }

    /** Whether all of it is secure. */
    private boolean fill(Message response, Question question) {
        boolean secure = true;
        Name name = question.name();
        for (int i = 0; i < MOST_LINKS; i++) {
            TestZone zone = zoneOf(name, question.type());
            secure &= zone.signed() && !isBroken(zone);
            List<Record> found = zone.find(name, question.type());
            List<Record> alias = found.isEmpty() ? zone.find(name, Type.CNAME) : List.of();
            secure &= !zone.isCorrupt(name, found.isEmpty() ? Type.CNAME : question.type());
            if (!found.isEmpty()) {
                add(found, response, Section.ANSWER);
                return secure;
            }
            if (alias.isEmpty()) {
                add(zone.denial(name), response, Section.AUTHORITY);
                response.getHeader().setRcode(zone.exists(name) ? Rcode.NOERROR : Rcode.NXDOMAIN);
                return secure;
            }
            add(alias, response, Section.ANSWER);
            name = ((CNAMERecord) alias.getFirst()).getTarget();
        }
        return secure;
    }

    /** What a validating resolver would refuse: a corrupt signature, or anything of the zone with the wrong key. */
    private boolean brokenChain(Message response) {
        var all = new ArrayList<>(response.getSection(Section.ANSWER));
        all.addAll(response.getSection(Section.AUTHORITY));
        return all.stream()
                .anyMatch(record ->
                        zoneOf(record.getName(), record.getType()).isCorrupt(record.getName(), record.getType())
                                || isBroken(zoneOf(record.getName(), record.getType())));
    }

    private static boolean isBroken(TestZone zone) {
        return zone.apex().equals(name("bogus.test."));
    }

    private void add(List<Record> records, Message response, int section) {
        records.stream()
                .filter(record -> dnssec || record.getType() != Type.RRSIG && record.getType() != Type.NSEC)
                .forEach(record -> response.addRecord(record, section));
    }

    private TestZone zoneOf(Name name, int type) {
        return zones.values().stream()
                .filter(zone -> name.subdomain(zone.apex()))
                .filter(zone -> type != Type.DS || !name.equals(zone.apex()) || name.equals(Name.root))
                .max(Comparator.comparingInt(zone -> zone.apex().labels()))
                .orElseThrow();
    }

    private TestZone zone(String apex) {
        return Objects.requireNonNull(zones.get(name(apex)), apex);
    }

    private void zone(String apex, boolean signed, @Nullable TestZone parent) {
        var zone = new TestZone(name(apex), signed);
        zones.put(name(apex), zone);
        if (parent != null) {
            delegate(zone, parent, signed ? zone.delegation() : null);
        }
    }

    private static void delegate(TestZone zone, TestZone parent, @Nullable Record ds) {
        try {
            parent.add(Record.fromString(zone.apex(), Type.NS, DClass.IN, TTL, "ns.test.", Name.root));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (ds != null) {
            parent.add(ds);
        }
    }

    private static Question question(String name, String type) {
        return new Question(name(name), Type.value(type));
    }

    static Name name(String text) {
        try {
            return Name.fromString(text, Name.root);
        } catch (TextParseException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
