package io.utkast.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswersTest {

    @ParameterizedTest
    @CsvSource({
        "PT0.000000001S, 1",
        "PT0.5S,         1",
        "PT1S,           1",
        "PT1.000000001S, 2",
        "PT12M,          720",
        "PT12M0.9S,      721"
    })
    void retryAfterIsTheFirstWholeSecondAtWhichARetryIsGranted(Duration wait, long seconds) {
        assertThat(Answers.seconds(wait)).isEqualTo(seconds);
    }
}
