package dev.postseal.lookup;

import dev.postseal.database.NotificationListener;
import dev.postseal.database.Notifications;
import dev.postseal.policy.PoliciesAhead;
import dev.postseal.policy.PolicyFeed;
import dev.postseal.policy.PolicyGrammar;
import dev.postseal.policy.Problem;
import dev.postseal.policy.TlsPolicy;
import dev.postseal.policy.TrustAnchorFiles;
import java.time.Clock;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LookupConfiguration {
    @Bean
    PolicyLookup policyLookup(
            PolicyGrammar grammar,
            MessageSource texts,
            Clock clock,
            @Value("${postseal.delivery.default-policy:dane}") String line) {
        TlsPolicy defaultPolicy = new DefaultPolicy(grammar, problem -> english(problem, texts)).read(line);
        return new PolicyLookup(new PolicyGrammar(TrustAnchorFiles.unchecked()), defaultPolicy, clock);
    }

    @Bean
    PolicyFollower policyFollower(
            PolicyFeed feed, PolicyLookup lookup, Notifications notifications, PoliciesAhead ahead) {
        var follower = new PolicyFollower(feed, lookup);
        follower.begin(ahead::everything);
        notifications.listen(PolicyFeed.CHANNEL, new Wake(follower));
        return follower;
    }

    /** Other nodes' changes, and whatever was missed while nobody listened. */
    private record Wake(PolicyFollower follower) implements NotificationListener {
        @Override
        public void notified(String payload) {
            follower.tryToFollow();
        }

        @Override
        public void missed() {
            follower.tryToFollow();
        }
    }

    private static String english(Problem problem, MessageSource texts) {
        Object[] parts = problem.arguments().toArray();
        return texts.getMessage("problem." + problem.code(), parts, Locale.ENGLISH);
    }
}
