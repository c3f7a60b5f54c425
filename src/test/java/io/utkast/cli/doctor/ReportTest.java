package io.utkast.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Report REPORT = new Report(List.of(
            Finding.ok("clock", "acme", "agrees"),
            Finding.warning("quota", "acme", "too high", "lower it"),
            Finding.failure("scopes", "acme", "timeline is missing", "add it")));

    @Test
    void showsEachFindingWithItsAdvice() {
        assertThat(REPORT.table().lines().map(line -> line.strip().replaceAll(" +", " ")))
                .containsExactly(
                        "ok clock acme agrees",
                        "warning quota acme too high",
                        "-> lower it",
                        "failure scopes acme timeline is missing",
                        "-> add it",
                        "1 ok, 0 skipped, 1 warnings, 1 failures");
    }

    @Test
    void tellsProgramsTheSame() throws Exception {
        JsonNode json = new ObjectMapper().readTree(REPORT.json());

        assertThat(json.path("failure").asInt()).isEqualTo(1);
        assertThat(json.path("findings").get(2)).isEqualTo(new ObjectMapper().readTree("""
                {"check":"scopes","subject":"acme","level":"failure","what":"timeline is missing","advice":"add it"}"""));
        assertThat(json.path("findings").get(0).path("advice").isNull()).isTrue();
    }

    @Test
    void isEmptyWithoutFindings() {
        assertThat(new Report(List.of()).table().strip()).isEqualTo("0 ok, 0 skipped, 0 warnings, 0 failures");
    }
}
