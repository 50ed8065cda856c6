package dev.postseal;

import java.io.File;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * A test that needs programs of the system, {@code @NeedsSystemPart("postmap")}. Without them it is skipped and says so on
 * a newcomer's machine; where {@code CI=true} it fails.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsSystemPart.Condition.class)
public @interface NeedsSystemPart {
    /** Names of programs on the path, or in {@code /usr/sbin}, where users have no path to. */
    String[] value();

    /** Looks for the programs. */
    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            List<String> missing = AnnotationSupport.findAnnotation(context.getElement(), NeedsSystemPart.class)
                    .map(needed -> missing(needed.value()))
                    .orElse(List.of());
            return decide(missing, "true".equals(System.getenv("CI")));
        }

        static ConditionEvaluationResult decide(List<String> missing, boolean ci) {
            if (missing.isEmpty()) {
                return ConditionEvaluationResult.enabled("all parts are there");
            }
            String reason = "not installed: " + String.join(", ", missing);
            if (ci) {
                throw new IllegalStateException(reason + "; in CI every part has to be there (.ci/run installs them)");
            }
            return ConditionEvaluationResult.disabled(reason);
        }

        static List<String> missing(String... programs) {
            return Arrays.stream(programs).filter(name -> find(name).isEmpty()).toList();
        }

        private static Optional<Path> find(String program) {
            String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
            return Stream.concat(Arrays.stream(path.split(File.pathSeparator)), Stream.of("/usr/sbin", "/sbin"))
                    .map(directory -> Path.of(directory, program))
                    .filter(Files::isExecutable)
                    .findFirst();
        }
    }
}
