package dev.postseal.delivery;

import dev.postseal.dns.AddressAnswer;
import dev.postseal.enforcement.Derivation;
import dev.postseal.enforcement.HostFacts;
import dev.postseal.enforcement.Requirement;
import dev.postseal.lookup.Decision;
import dev.postseal.mail.NextHop;
import dev.postseal.mail.Reason;
import dev.postseal.policy.Level;
import dev.postseal.policy.LiveEntry;
import dev.postseal.policy.Problem;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** How an attempt came to what it demanded, as facts in the order in which they were found. Nothing is decided by it. */
final class Because {
    /** More than these tell nobody anything. */
    private static final int MOST_SHOWN = 6;

    private Because() {}

    /** Which entry matched, and why. */
    static List<Reason> of(Decision decision) {
        return switch (decision) {
            case Decision.ByEntry found -> List.of(matched(found.nextHop(), found.entry()));
            case Decision.ByDefault none ->
                List.of(Reason.of(
                        "policy.by-default",
                        none.nextHop(),
                        none.policy().level().text(),
                        shown(none.keysTried())));
            case Decision.Unusable found -> {
                var facts = new ArrayList<Reason>();
                facts.add(matched(found.nextHop(), found.entry()));
                found.problems()
                        .forEach(problem -> facts.add(new Reason("problem." + problem.code(), problem.arguments())));
                yield facts;
            }
        };
    }

    /** A host that is not connected to. */
    static List<Reason> of(Decision decision, NextHop nextHop, HostFacts host, Derivation.SkipHost skipped) {
        var facts = new ArrayList<>(of(decision));
        facts.addAll(path(nextHop, host));
        facts.addAll(skipped.because());
        return facts;
    }

    /** A host that is connected to, and what is demanded of it now. */
    static List<Reason> of(
            Decision decision, NextHop nextHop, HostFacts host, Derivation.Require required, Requirement now) {
        var facts = new ArrayList<>(of(decision));
        facts.addAll(path(nextHop, host));
        required.because().stream().filter(fact -> !saidByPath(fact)).forEach(facts::add);
        if (!required.because().isEmpty() && required.effectiveLevel() == Level.MAY) {
            facts.add(Reason.of("dane.as-may", host.host()));
        }
        if (!required.because().isEmpty() && required.effectiveLevel() == Level.ENCRYPT) {
            facts.add(Reason.of("dane.as-encrypt", host.host()));
        }
        boolean fallback = now instanceof Requirement.Plaintext && required.requirement() instanceof Requirement.Tls;
        facts.add(fallback ? Reason.of("demand.plaintext-fallback", host.host()) : Demand.of(now, host.host()));
        return facts;
    }

    /** The keys of what is wrong with an entry. */
    static String codes(List<Problem> problems) {
        return problems.stream().map(Problem::code).distinct().collect(Collectors.joining(", "));
    }

    /** At most a handful, so that no attempt grows with what others publish. */
    static String shown(List<String> values) {
        String text = values.stream().limit(MOST_SHOWN).collect(Collectors.joining(", "));
        return values.size() > MOST_SHOWN ? text + ", …" : text;
    }

    private static Reason matched(NextHop nextHop, LiveEntry entry) {
        String demand = (entry.policy().text() + " " + entry.parameters()).strip();
        return entry.target().equals(nextHop.text())
                ? Reason.of("policy.by-entry", nextHop, entry.target(), demand)
                : Reason.of("policy.by-parent", nextHop, entry.target(), demand);
    }

    private static boolean saidByPath(Reason fact) {
        return fact.code().equals("dane.insecure-mx") || fact.code().equals("dane.insecure-host");
    }

    /** What DNS said on the way from the next hop to the host's addresses. */
    private static List<Reason> path(NextHop nextHop, HostFacts host) {
        return switch (nextHop.kind()) {
            case ADDRESS -> List.of(Reason.of("dns.no-question", nextHop));
            case HOST -> addresses(Reason.of("dns.host-given", nextHop), host);
            case DOMAIN -> addresses(exchanger(nextHop, host), host);
        };
    }

    private static Reason exchanger(NextHop nextHop, HostFacts host) {
        var mx = host.mx();
        if (mx == null) {
            return Reason.of("dns.no-mx", nextHop.host());
        }
        String code = mx.security().isSecure() ? "dns.mx-secure" : "dns.mx-insecure";
        return Reason.of(code, nextHop.host(), host.host());
    }

    private static List<Reason> addresses(Reason before, HostFacts host) {
        AddressAnswer.Found found = host.addresses();
        if (found == null) {
            return List.of(before);
        }
        String shown = shown(
                found.addresses().stream().map(InetAddress::getHostAddress).toList());
        String canonical = found.canonicalName().ascii();
        boolean secure = found.security().isSecure();
        if (canonical.equals(host.host())) {
            return List.of(before, Reason.of(secure ? "dns.address-secure" : "dns.address-insecure", canonical, shown));
        }
        String code = secure
                ? "dns.alias-secure"
                : found.aliasSecurity().isSecure() ? "dns.alias-leads-out" : "dns.alias-insecure";
        return List.of(before, Reason.of(code, host.host(), shown, canonical));
    }
}
