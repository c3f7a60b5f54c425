package io.utkast.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LaneStateTest {
    @ParameterizedTest
    @EnumSource
    void isReadAsItIsWritten(LaneState state) {
        assertThat(LaneState.of(state.code())).isEqualTo(state);
    }

    @Test
    void readsAStateOfANewerVersionAsWaiting() {
        assertThat(LaneState.of("dancing")).isEqualTo(LaneState.WAITING);
    }

    @Test
    void answersHaveNamesOfTheirOwn() {
        assertThat(Arrays.stream(Answered.values()).map(Answered::code))
                .contains("already-there", "rate-limited")
                .doesNotHaveDuplicates();
    }
}
