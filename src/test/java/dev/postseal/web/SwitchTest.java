package dev.postseal.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.postseal.policy.Policies;
import dev.postseal.policy.PolicyDraft;
import dev.postseal.policy.PolicyEntry;
import java.util.concurrent.atomic.AtomicInteger;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The list's switch while others work on the same entry: with htmx, and without a script. */
@ConsoleTest
@Import(SwitchTest.SomebodyElse.class)
class SwitchTest extends PolicyPages {
    @BeforeEach
    void nobodyElse() {
        SomebodyElse.changes.set(0);
    }

    /** Really changes an entry, so many times, just before it is written by the console. */
    @TestConfiguration(proxyBeanMethods = false)
    static class SomebodyElse {
        static final AtomicInteger changes = new AtomicInteger();

        @Bean
        static BeanPostProcessor somebodyElse() {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof Policies real ? beforeEachWrite(real) : bean;
                }
            };
        }

        private static Object beforeEachWrite(Policies real) {
            ProxyFactory proxy = new ProxyFactory(real);
            proxy.setProxyTargetClass(true);
            proxy.addAdvice((MethodInterceptor) call -> {
                if (call.getMethod().getName().equals("update") && changes.getAndDecrement() > 0) {
                    long id = (Long) call.getArguments()[0];
                    PolicyEntry now = real.find(id).orElseThrow();
                    String reason = "theirs " + now.version();
                    real.update(
                            id,
                            new PolicyDraft(now.target(), "verify", "", now.active(), reason, "Others", null),
                            null);
                }
                return call.proceed();
            });
            return proxy.getProxy();
        }
    }

    @Test
    void whatSomebodyElseChangedMeanwhileIsKeptAndOnlyTheSwitchIsTurned() {
        for (boolean script : new boolean[] {true, false}) {
            long id = entries.none().add("bank.example", "secure", true);
            try (Visitor visitor = visitor(script).open("/policies")) {
                SomebodyElse.changes.set(1);
                visitor.page().click("#active-" + id);
                assertThat(visitor.page().locator("#active-" + id)).hasAttribute("aria-checked", "false");
                assertThat(visitor.page().locator("#policy-" + id)).containsText("theirs 0");
                PolicyEntry entry = policies.find(id).orElseThrow();
                assertThat(entry.active()).isFalse();
                assertThat(entry.policy().text()).isEqualTo("verify");
            }
        }
    }

    @Test
    void whoeverIsOvertakenTwiceIsToldByWhomOnTheWholePageAndNothingIsSwitched() {
        for (boolean script : new boolean[] {true, false}) {
            long id = entries.none().add("bank.example", "secure", true);
            try (Visitor visitor = visitor(script).open("/policies?q=bank")) {
                SomebodyElse.changes.set(2);
                visitor.page().click("#active-" + id);
                assertIsWholePage(visitor.page(), "Not switched: admin has just changed");
                assertThat(visitor.at()).isEqualTo("/policies?q=bank");
                assertThat(policies.find(id).orElseThrow().active()).isTrue();
            }
        }
    }

    @Test
    void anEntryThatIsNotRightAnyMoreSaysWhyInsteadOfBeingSwitchedOn() {
        for (boolean script : new boolean[] {true, false}) {
            long id = entries.none().add("bank.example", "secure", false);
            jdbc.sql("update policy_entry set parameters = 'tafile=/no/such/file' where id = ?")
                    .param(id)
                    .update();
            try (Visitor visitor = visitor(script).open("/policies?state=inactive")) {
                visitor.page().click("#active-" + id);
                assertIsWholePage(visitor.page(), "/no/such/file");
                assertThat(visitor.page().locator("main .note")).hasClass("note note-bad");
                assertThat(visitor.at()).isEqualTo("/policies?state=inactive");
                assertThat(policies.find(id).orElseThrow().active()).isFalse();
            }
        }
    }

    @Test
    void anEntryThatIsGoneIsSaidToBe() {
        long id = entries.add("bank.example", "secure", true);
        try (Visitor visitor = visitor(true).open("/policies")) {
            policies.delete(id, null);
            visitor.page().click("#active-" + id);
            assertThat(visitor.page().locator("#trouble")).isVisible();
        }
        long other = entries.add("shop.example", "secure", true);
        try (Visitor visitor = visitor(false).open("/policies")) {
            policies.delete(other, null);
            visitor.page().click("#active-" + other);
            assertThat(visitor.page().locator("h1")).hasText("Not found");
        }
    }

    private Visitor visitor(boolean script) {
        return Visitor.administrator(port, new Visitor.Taste("en", false, 1440, script));
    }

    /** Not a page within a row of a page. */
    private static void assertIsWholePage(Page page, String note) {
        assertThat(page.locator("main .note")).containsText(note);
        assertThat(page.locator("h1")).hasCount(1);
        assertThat(page.locator("tbody tr")).hasCount(1);
    }
}
