package io.utkast.cli.doctor;

import static io.utkast.cli.doctor.Examination.TEMPLATES;
import static io.utkast.cli.doctor.Examination.found;
import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.cli.doctor.Finding.Level;
import io.utkast.support.ScriptedServer.Reply;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What doctor says of the app's event templates. */
class TemplatesCheckTest {
    @TempDir
    private Path directory;

    private Examination examination;

    @BeforeEach
    void begin() {
        examination = new Examination(directory);
    }

    @AfterEach
    void end() {
        examination.close();
    }

    @Test
    void comparesTemplatesWhereTheyCanBeRead() {
        examination.withDeveloperKey();
        examination.server.on(TEMPLATES, Reply.json(200, """
                {"results":[{"id":"1001","name":"Page view","tokens":[{"name":"page_title","type":"string"}]}]}"""));

        assertThat(found(examination.examine(false, false), "templates").level())
                .isEqualTo(Level.OK);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"results\":[]} | 200 | FAILURE | template 1001 is not there",
                "{\"results\":[{\"id\":\"7\",\"name\":\"Page view\"}]} | 200 | FAILURE | 7 has its name",
                "{\"results\":[{\"id\":\"1001\",\"tokens\":[]}]} | 200 | FAILURE | lacks the token page_title",
                "{} | 401 | WARNING | utkast.portals.acme.developer-key"
            })
    void saysWhatTheTemplatesLack(String body, int status, Level level, String what) {
        examination.withDeveloperKey();
        examination.server.on(TEMPLATES, Reply.json(status, body));

        List<Finding> findings = examination.examine(false, false);

        assertThat(found(findings, "templates").level()).isEqualTo(level);
        assertThat(found(findings, "templates").what()).contains(what);
        assertThat(found(findings, "templates").advice()).isNotBlank();
        assertThat(findings.toString()).doesNotContain("hush-key");
    }
}
