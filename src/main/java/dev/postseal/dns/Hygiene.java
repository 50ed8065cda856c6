package dev.postseal.dns;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Takes out of a server's answer what could talk the validator into "insecure". dnsjava takes the zone whose signing state
 * decides from the signer that an RRSIG names, and from the owner of whatever is in the authority section; whoever sits
 * between us and the server could name any unsigned zone there and so strip DANE from a signed one. Only zones that
 * contain a name of the answer itself may decide.
 */
final class Hygiene {
    private final Message answer;
    private final Question question;
    private final Set<Name> chain;

    private Hygiene(Message answer, Question question) {
        this.answer = answer;
        this.question = question;
        this.chain = aliasChain(answer, question);
    }

    /** The same answer without what does not belong there. */
    static Message clean(Message answer, Question question) {
        return new Hygiene(answer, question).cleaned();
    }

    private Message cleaned() {
        Message clean = withSameHeader();
        for (RRset set : answer.getSectionRRsets(Section.ANSWER)) {
            copy(set, Section.ANSWER, clean);
        }
        for (RRset set : answer.getSectionRRsets(Section.AUTHORITY)) {
            if (mayDecide(set)) {
                copy(set, Section.AUTHORITY, clean);
            }
        }
        OPTRecord options = answer.getOPT();
        if (options != null) {
            clean.addRecord(options, Section.ADDITIONAL);
        }
        if (lacksProof(clean)) {
            clean.addRecord(missingSoa(), Section.AUTHORITY);
        }
        return clean;
    }

    private Message withSameHeader() {
        var clean = new Message(answer.getHeader().getID());
        for (int flag : new int[] {Flags.QR, Flags.AA, Flags.RD, Flags.RA, Flags.AD, Flags.CD}) {
            if (answer.getHeader().getFlag(flag)) {
                clean.getHeader().setFlag(flag);
            }
        }
        clean.getHeader().setRcode(answer.getHeader().getRcode());
        clean.addRecord(answer.getQuestion(), Section.QUESTION);
        return clean;
    }

    private static void copy(RRset set, int section, Message to) {
        set.rrs(false).forEach(record -> to.addRecord(record, section));
        set.sigs().stream()
                .filter(signature -> set.getName().subdomain(signature.getSigner()))
                .forEach(signature -> to.addRecord(signature, section));
    }

    /** Name servers are of no interest; proofs of absence must be signed by a zone, and SOA name one, that is concerned. */
    private boolean mayDecide(RRset set) {
        if (set.isEmpty()) {
            return false;
        }
        return switch (set.getType()) {
            case Type.SOA -> concerns(set.getName());
            case Type.NSEC, Type.NSEC3 ->
                !set.sigs().isEmpty()
                        && set.sigs().stream().map(RRSIGRecord::getSigner).allMatch(this::concerns);
            default -> false;
        };
    }

    private boolean concerns(Name zone) {
        return chain.stream().anyMatch(name -> name.subdomain(zone));
    }

    /**
     * Absence without any record about the zone. Some servers of unsigned zones answer so. Which zone it is, and whether it
     * had to prove anything, is then found out for the name itself.
     */
    private boolean lacksProof(Message clean) {
        boolean absent = clean.getHeader().getRcode() == Rcode.NXDOMAIN
                || clean.getSection(Section.ANSWER).isEmpty();
        return absent && !keyMaterial() && clean.getSection(Section.AUTHORITY).isEmpty();
    }

    private boolean keyMaterial() {
        return question.type() == Type.DS || question.type() == Type.DNSKEY;
    }

    private Record missingSoa() {
        Name last = chain.stream().reduce(question.name(), (one, next) -> next);
        return new SOARecord(last, DClass.IN, 0, Name.root, Name.root, 0, 0, 0, 0, 0);
    }

    private static Set<Name> aliasChain(Message answer, Question question) {
        var chain = new LinkedHashSet<Name>();
        Name name = question.name();
        while (name != null && chain.add(name)) {
            name = question.type() == Type.CNAME ? null : target(answer, name);
        }
        return chain;
    }

    private static @Nullable Name target(Message answer, Name alias) {
        return answer.getSection(Section.ANSWER).stream()
                .filter(record ->
                        record instanceof CNAMERecord && record.getName().equals(alias))
                .map(record -> ((CNAMERecord) record).getTarget())
                .findFirst()
                .orElse(null);
    }
}
