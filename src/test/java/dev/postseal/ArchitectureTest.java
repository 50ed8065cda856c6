package dev.postseal;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

@AnalyzeClasses(packages = "dev.postseal", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule noSpringWhereTheRulesOfMailAre = noClasses()
            .that()
            .resideInAnyPackage("dev.postseal.mail..", "dev.postseal.smtp..", "dev.postseal.lookup..")
            .and()
            .haveSimpleNameNotEndingWith("Configuration")
            .and()
            .haveSimpleNameNotEndingWith("Follower")
            .should()
            .dependOnClassesThat(resideInAPackage("org.springframework..")
                    .and(resideInAPackage("org.springframework.modulith..").negate())
                    .and(resideInAPackage("org.springframework.context.annotation..")
                            .negate()))
            .because(
                    "the rules of mail, of the wire and of lookups are read and tested without a container; what feeds the table (the follower) is not one of them");

    @ArchTest
    static final ArchRule noSpringInTheGrammar = noClasses()
            .that()
            .resideInAPackage("dev.postseal.policy")
            .and()
            .haveNameMatching(
                    "dev\\.postseal\\.policy\\.(Attribute.*|.*Grammar|PolicyReader|PolicyRenderer|PolicyServer.*|Target|Level"
                            + "|.*List|ProtocolSet|Cipher.*|Tls.*|Spelling|ParsedPolicy)(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.springframework..")
            .because("the grammar is a pure function from text to policy and back");

    @ArchTest
    static final ArchRule threadsOfTheSystem = noClasses()
            .should()
            .callMethod(Thread.class, "ofVirtual")
            .orShould()
            .callMethod(Thread.class, "startVirtualThread", Runnable.class)
            .orShould()
            .callMethod(Executors.class, "newVirtualThreadPerTaskExecutor")
            .because("virtual threads that load classes out of a packaged jar can wait for each other for ever:"
                    + " docs/decisions/0006-threads-of-the-system.md");

    @ArchTest
    static final ArchRule threadsThatAreRefusedAreRefusedInOneWay = noClasses()
            .that()
            .resideOutsideOfPackage("dev.postseal.threads..")
            .should()
            .callMethod(Executors.class, "newCachedThreadPool")
            .orShould()
            .callMethod(Executors.class, "newCachedThreadPool", ThreadFactory.class)
            .because("a thread that the system refuses is an OutOfMemoryError there, which nobody expects");

    @ArchTest
    static final ArchRule timeComesFromTheClock = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(OffsetDateTime.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("tests set the clock, so every rule about time can be tested without waiting");

    @ArchTest
    static final ArchRule lettersAreFoldedInNoLanguage = noClasses()
            .should()
            .callMethod(String.class, "toLowerCase")
            .orShould()
            .callMethod(String.class, "toUpperCase")
            .because("in Turkish, MAIL in lower case is not mail: name Locale.ROOT");

    @ArchTest
    static final ArchRule proofIsJudgedInOnePlace = noClasses()
            .that()
            .resideOutsideOfPackages("dev.postseal.enforcement..", "dev.postseal.certificate..")
            .should()
            .dependOnClassesThat(type(SSLContext.class))
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(TrustManager.class)
            .because("who may be trusted is decided where the policy is enforced, and nowhere else");

    @ArchTest
    static final ArchRule nobodyDependsOnTheOutside = noClasses()
            .that()
            .resideOutsideOfPackages("dev.postseal.web..", "dev.postseal.api..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.postseal.web..", "dev.postseal.api..")
            .because("console and API are two ways to the same thing, which knows of neither");

    @Test
    void packagesUseOnlyWhatTheyDeclare() {
        ApplicationModules.of(Postseal.class).verify();
    }
}
