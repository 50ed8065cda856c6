package dev.postseal;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;

class KnownSettingsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "postseal.smtp.listen",
                "postseal.dataDir",
                "postseal.smtp.relay-networks[0]",
                "postseal.delivery.routes.partner.example",
                "postseal.delivery.routes[partner.example]",
                "server.port"
            })
    void whatExistsIsTaken(String name) {
        assertThatCode(() -> KnownSettings.require(name)).doesNotThrowAnyException();
    }

    @Test
    void aMisspeltNameIsRefusedWithTheOneThatWasMeant() {
        assertThatThrownBy(() -> KnownSettings.require("postseal.smtp.lisen"))
                .hasMessage("postseal.smtp.lisen is not a setting of Postseal; did you mean postseal.smtp.listen?");
    }

    @Test
    void aLongNameIsGuessed() {
        assertThatThrownBy(() -> KnownSettings.require("postseal.delivery.concurency-per-destination"))
                .hasMessageEndingWith("did you mean postseal.delivery.concurrency-per-destination?");
    }

    @Test
    void everyRecordOfSettingsIsKnown() throws ClassNotFoundException {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        for (var found : scanner.findCandidateComponents("dev.postseal")) {
            Class<?> type = Class.forName(found.getBeanClassName());
            names(type.getAnnotation(ConfigurationProperties.class).value(), type)
                    .forEach(name ->
                            assertThatCode(() -> KnownSettings.require(name)).doesNotThrowAnyException());
        }
    }

    private static Stream<String> names(String prefix, Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .flatMap(part ->
                        part.getType().isRecord() && part.getType().getName().startsWith("dev.postseal")
                                ? names(prefix + "." + part.getName(), part.getType())
                                : List.of(prefix + "." + part.getName()).stream());
    }
}
