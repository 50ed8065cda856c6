package dev.postseal.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postseal.policy.TrustAnchorFiles.State;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustAnchorDirectoriesTest {
    private static String certificate = "";

    @TempDir
    Path root;

    private Path trust = Path.of("");
    private TrustAnchorFiles files = TrustAnchorFiles.unchecked();

    @BeforeAll
    static void makeCertificate() throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance("EC").generateKeyPair();
        var name = new X500Principal("CN=Test CA");
        byte[] der = new JcaX509v3CertificateBuilder(
                        name,
                        BigInteger.ONE,
                        Date.from(Instant.EPOCH),
                        Date.from(Instant.EPOCH.plusSeconds(60)),
                        name,
                        keys.getPublic())
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))
                .getEncoded();
        certificate = pem(der);
    }

    @BeforeEach
    void makeDirectories() throws IOException {
        trust = Files.createDirectory(root.resolve("trust"));
        files = new TrustAnchorDirectories(List.of(root.resolve("nosuch"), trust));
    }

    @Test
    void takesCertificatesAndTheTextAroundThem() throws IOException {
        assertThat(check("one.pem", certificate)).isEqualTo(State.USABLE);
        assertThat(check("two.pem", "Issuer: x\n" + certificate + "between\n" + certificate))
                .isEqualTo(State.USABLE);
    }

    @Test
    void refusesFilesWithoutACertificateOrWithABrokenOne() throws IOException {
        assertThat(check("empty.pem", "")).isEqualTo(State.NO_CERTIFICATE);
        assertThat(check("text.pem", "mail.example.com\n")).isEqualTo(State.NO_CERTIFICATE);
        assertThat(check("broken.pem", certificate + pem(new byte[] {1, 2, 3}))).isEqualTo(State.NO_CERTIFICATE);
        assertThat(check("cut.pem", certificate.substring(0, 100))).isEqualTo(State.NO_CERTIFICATE);
    }

    @Test
    void refusesWhatLiesElsewhereWithoutSayingWhetherItExists() throws IOException {
        Path outside = Files.writeString(root.resolve("outside.pem"), certificate);
        assertThat(files.check(outside.toString())).isEqualTo(State.OUTSIDE);
        assertThat(files.check(root.resolve("nothing.pem").toString())).isEqualTo(State.OUTSIDE);
        assertThat(files.check(trust + "/../outside.pem")).isEqualTo(State.OUTSIDE);
        assertThat(files.check(trust + "-other/ca.pem")).isEqualTo(State.OUTSIDE);
    }

    @Test
    void refusesSymbolicLinksThatLeadOut() throws IOException {
        Path outside = Files.writeString(root.resolve("outside.pem"), certificate);
        Files.createSymbolicLink(trust.resolve("link.pem"), outside);
        Files.createSymbolicLink(trust.resolve("up"), root);
        assertThat(files.check(trust + "/link.pem")).isEqualTo(State.OUTSIDE);
        assertThat(files.check(trust + "/up/outside.pem")).isEqualTo(State.OUTSIDE);
    }

    @Test
    void followsLinksThatStayInsideAndDirectoriesThatAreLinks() throws IOException {
        Files.writeString(trust.resolve("ca.pem"), certificate);
        Files.createSymbolicLink(trust.resolve("link.pem"), Path.of("ca.pem"));
        Path alias = Files.createSymbolicLink(root.resolve("alias"), trust);
        assertThat(files.check(trust + "/link.pem")).isEqualTo(State.USABLE);
        assertThat(new TrustAnchorDirectories(List.of(alias)).check(alias + "/ca.pem"))
                .isEqualTo(State.USABLE);
    }

    @Test
    void refusesWhatIsNoFile() {
        assertThat(files.check(trust + "/nothing.pem")).isEqualTo(State.MISSING);
        assertThat(files.check(trust.toString())).isEqualTo(State.MISSING);
        assertThat(files.check("ca.pem")).isEqualTo(State.RELATIVE);
    }

    private State check(String name, String content) throws IOException {
        return files.check(Files.writeString(trust.resolve(name), content).toString());
    }

    private static String pem(byte[] der) {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(der)
                + "\n-----END CERTIFICATE-----\n";
    }
}
