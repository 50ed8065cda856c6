package dev.postseal.dns;

import dev.postseal.mail.Reason;
import java.util.Arrays;
import java.util.stream.Stream;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** What is asked: one type of records of one name. Names compare without regard to case. */
record Question(Name name, int type) {
    static Question of(Record question) {
        return new Question(question.getName(), question.getType());
    }

    Message toMessage() {
        return Message.newQuery(Record.newRecord(name, type, DClass.IN));
    }

    /** A reason that begins with what was asked: name, type, then further facts. */
    Reason reason(String code, Object... facts) {
        return Reason.of(
                code,
                Stream.concat(Stream.of(name.toString(true), Type.string(type)), Arrays.stream(facts))
                        .toArray());
    }
}
