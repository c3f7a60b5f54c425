package io.utkast.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventLoopsTest {

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "3, 2", "4, 3", "5, 4", "64, 4"})
    void leavesCoreToTheWriter(int cores, int loops) {
        assertThat(EventLoops.loops(cores)).isEqualTo(loops);
    }
}
