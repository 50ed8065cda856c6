package dev.postseal.dns;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.NSECRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Type;

/** One zone of a {@link TestDns}: its records, its key, and the signatures and NSEC records made when they are asked for. */
final class TestZone {
    private static final long TTL = 300;
    private static final long NEGATIVE_TTL = 60;

    private final Name apex;
    private final boolean signed;
    private final KeyPair keys;
    private final DNSKEYRecord key;
    private final TreeMap<Name, Map<Integer, List<Record>>> records = new TreeMap<>();
    private final Set<Question> corrupted = ConcurrentHashMap.newKeySet();

    TestZone(Name apex, boolean signed) {
        this.apex = apex;
        this.signed = signed;
        this.keys = newKeys();
        this.key = newKey(apex, keys);
        add(soa());
        if (signed) {
            add(key);
        }
    }

    Name apex() {
        return apex;
    }

    boolean signed() {
        return signed;
    }

    DSRecord delegation() {
        return new DSRecord(apex, DClass.IN, TTL, DNSSEC.Digest.SHA256, key);
    }

    synchronized void add(Record record) {
        records.computeIfAbsent(record.getName(), name -> new TreeMap<>())
                .computeIfAbsent(record.getType(), type -> new ArrayList<>())
                .add(record);
    }

    synchronized void remove(Name name, int type) {
        Map<Integer, List<Record>> types = records.getOrDefault(name, new TreeMap<>());
        types.remove(type);
        if (types.isEmpty()) {
            records.remove(name);
        }
    }

    void corrupt(Name name, int type) {
        corrupted.add(new Question(name, type));
    }

    boolean isCorrupt(Name name, int type) {
        return corrupted.contains(new Question(name, type));
    }

    synchronized boolean exists(Name name) {
        return records.keySet().stream().anyMatch(owner -> owner.subdomain(name));
    }

    /** The records with their signature, or nothing. */
    synchronized List<Record> find(Name name, int type) {
        List<Record> found = records.getOrDefault(name, Map.of()).get(type);
        return found == null ? List.of() : withSignature(found);
    }

    /** SOA and, in a signed zone, the NSEC records that prove that there is no such name or type. */
    synchronized List<Record> denial(Name name) {
        var proof = new ArrayList<>(withSignature(List.of(soa())));
        if (signed) {
            var owners = new HashSet<Name>();
            owners.add(records.floorKey(name));
            if (!exists(name)) {
                owners.add(records.floorKey(wildcardBeside(name)));
            }
            owners.forEach(owner -> proof.addAll(withSignature(List.of(nsec(owner)))));
        }
        return proof;
    }

    private Name wildcardBeside(Name name) {
        Name encloser = new Name(name, 1);
        while (!exists(encloser)) {
            encloser = new Name(encloser, 1);
        }
        return TestDns.name("*." + (encloser.equals(Name.root) ? "" : encloser.toString()));
    }

    private NSECRecord nsec(Name owner) {
        Name next = records.higherKey(owner);
        var types = new ArrayList<>(records.getOrDefault(owner, Map.of()).keySet());
        types.add(Type.NSEC);
        types.add(Type.RRSIG);
        return new NSECRecord(
                owner,
                DClass.IN,
                NEGATIVE_TTL,
                next == null ? apex : next,
                types.stream().mapToInt(Integer::intValue).toArray());
    }

    private List<Record> withSignature(List<Record> set) {
        var all = new ArrayList<>(set);
        Record first = set.getFirst();
        boolean delegation = first.getType() == Type.NS && !first.getName().equals(apex);
        if (signed && !delegation) {
            all.add(sign(new RRset(set.toArray(Record[]::new))));
        }
        return all;
    }

    private RRSIGRecord sign(RRset set) {
        try {
            Instant now = Instant.now();
            RRSIGRecord signature = DNSSEC.sign(
                    set, key, keys.getPrivate(), now.minus(Duration.ofHours(1)), now.plus(Duration.ofDays(1)));
            return isCorrupt(set.getName(), set.getType()) ? Forgeries.corrupted(signature) : signature;
        } catch (DNSSEC.DNSSECException e) {
            throw new IllegalStateException(e);
        }
    }

    private SOARecord soa() {
        return new SOARecord(apex, DClass.IN, TTL, apex, apex, 1, 3600, 600, 86_400, NEGATIVE_TTL);
    }

    private static DNSKEYRecord newKey(Name apex, KeyPair keys) {
        try {
            return new DNSKEYRecord(
                    apex,
                    DClass.IN,
                    TTL,
                    0x0101,
                    DNSKEYRecord.Protocol.DNSSEC,
                    DNSSEC.Algorithm.ECDSAP256SHA256,
                    keys.getPublic());
        } catch (DNSSEC.DNSSECException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair newKeys() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
