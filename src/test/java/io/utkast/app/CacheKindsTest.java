package io.utkast.app;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.junit.jupiter.api.Test;

class CacheKindsTest {

    /** A later Caffeine may name them otherwise, which else only a native executable would notice. */
    @Test
    void caffeineHasEveryClassThatIsNamed() {
        for (String name :
                CacheKinds.class.getAnnotation(RegisterForReflection.class).classNames()) {
            assertThatCode(() -> Class.forName(name)).as(name).doesNotThrowAnyException();
        }
    }
}
