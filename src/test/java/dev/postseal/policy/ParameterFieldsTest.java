package dev.postseal.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Fields and text of parameters say the same, and what has no field is never lost. */
class ParameterFieldsTest {
    private static final String TEXT =
            "match=a.example:.a.example  connection_reuse=no protocols=!SSLv2:!TLSv1:!TLSv1.1, ciphers=high { tafile = /etc/ssl/a b.pem }";

    @Test
    void fieldsAreReadByTheGrammar() {
        assertThat(ParameterFields.of(Level.SECURE, TEXT))
                .isEqualTo(new ParameterFields("TLSv1.2", "high", "a.example\n.a.example", "/etc/ssl/a b.pem", ""));
        assertThat(ParameterFields.of(Level.FINGERPRINT, "match=AB:CD|EF:01 match=23")
                        .match())
                .isEqualTo("AB:CD\nEF:01\n23");
        assertThat(ParameterFields.of(Level.ENCRYPT, "protocols=TLSv1.1").minimum())
                .isEqualTo(ParameterFields.OTHERWISE);
        assertThat(ParameterFields.of(Level.ENCRYPT, "protocols=nonsense").minimum())
                .isEqualTo(ParameterFields.OTHERWISE);
    }

    @Test
    void fieldsThatSayWhatTheTextSaysChangeNoCharacterOfIt() {
        for (Level level : Level.values()) {
            for (String text : List.of(TEXT, "", "what=ever }{ #", "protocols=!SSLv2,!SSLv3", "ciphers = high")) {
                assertThat(ParameterFields.of(level, text).into(level, text)).isEqualTo(text);
            }
        }
    }

    @Test
    void aChangedFieldRewritesItsOwnAttributeOnly() {
        ParameterFields before = ParameterFields.of(Level.SECURE, TEXT);
        assertThat(new ParameterFields("TLSv1.3", "", "b.example", before.anchors(), "nexthop")
                        .into(Level.SECURE, TEXT))
                .isEqualTo(
                        "match=b.example  connection_reuse=no protocols=>=TLSv1.3 { tafile = /etc/ssl/a b.pem } servername=nexthop");
        assertThat(new ParameterFields("", "", "", "", "")
                        .into(Level.SECURE, "match=a,b policy_type=sts tafile=/x tafile=/y"))
                .isEqualTo("policy_type=sts");
        assertThat(new ParameterFields("", "", "AB:CD\nEF:01", "", "").into(Level.FINGERPRINT, ""))
                .isEqualTo("match=AB:CD|EF:01");
    }
}
