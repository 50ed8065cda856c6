package dev.postseal.dns;

import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What someone between us and the server can make of an answer. */
final class Forgeries {
    private Forgeries() {}

    static Message withoutSignatures(Message answer) {
        for (int section : new int[] {Section.ANSWER, Section.AUTHORITY}) {
            for (Record record : List.copyOf(answer.getSection(section))) {
                if (record.getType() == Type.RRSIG) {
                    answer.removeRecord(record, section);
                }
            }
        }
        return answer;
    }

    /** Signatures that claim to be another zone's. */
    static Message signedBy(Message answer, Name zone) {
        for (Record record : List.copyOf(answer.getSection(Section.ANSWER))) {
            if (record instanceof RRSIGRecord genuine) {
                answer.removeRecord(genuine, Section.ANSWER);
                answer.addRecord(changed(genuine, zone, genuine.getSignature()), Section.ANSWER);
            }
        }
        return answer;
    }

    /** "There is no such record", on the word of a zone that does not sign. */
    static Message deniedBy(Message answer, Name zone) {
        var denial = emptied(answer);
        denial.addRecord(new SOARecord(zone, DClass.IN, 300, zone, zone, 1, 3600, 600, 86_400, 60), Section.AUTHORITY);
        return denial;
    }

    /** "There is no such record", without a word why. */
    static Message emptied(Message answer) {
        answer.removeAllRecords(Section.ANSWER);
        answer.removeAllRecords(Section.AUTHORITY);
        answer.getHeader().setRcode(Rcode.NOERROR);
        return answer;
    }

    /** An answer that begins with records of an unsigned zone. */
    static Message after(Message answer, Record stranger) {
        var genuine = new ArrayList<>(answer.getSection(Section.ANSWER));
        answer.removeAllRecords(Section.ANSWER);
        answer.addRecord(stranger, Section.ANSWER);
        genuine.stream()
                .filter(record -> record.getType() != Type.RRSIG)
                .forEach(record -> answer.addRecord(record, Section.ANSWER));
        return answer;
    }

    static RRSIGRecord corrupted(RRSIGRecord genuine) {
        byte[] wrong = genuine.getSignature().clone();
        wrong[wrong.length / 2] ^= 0x55;
        return changed(genuine, genuine.getSigner(), wrong);
    }

    private static RRSIGRecord changed(RRSIGRecord genuine, Name zone, byte[] signature) {
        return new RRSIGRecord(
                genuine.getName(),
                DClass.IN,
                genuine.getTTL(),
                genuine.getTypeCovered(),
                genuine.getAlgorithm(),
                genuine.getOrigTTL(),
                genuine.getExpire(),
                genuine.getTimeSigned(),
                genuine.getFootprint(),
                zone,
                signature);
    }
}
