package io.utkast.outbox.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Queries of the queue that run again and again never scan it: SQLite does so without a word where a condition no longer
 * fits the index.
 */
class QueryPlanTest {
    static final List<String> QUERIES = List.of(
            DueEvents.DUE,
            DueEvents.FRESH,
            SiteQueues.DUE,
            SiteQueues.FIRST,
            SiteQueues.NEXT,
            Reader.OLDEST,
            Tables.RELEASE_ANY,
            Tables.RELEASE_LONGEST_HELD);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @FieldSource("QUERIES")
    void looksUpWhatItNeeds(String query) throws SQLException {
        List<String> accesses = accesses(query);

        assertThat(accesses)
                .isNotEmpty()
                .allSatisfy(access -> assertThat(access)
                        .startsWith("SEARCH event USING")
                        .containsPattern(
                                "INDEX event_due \\(portal=\\? AND queue=\\?|INTEGER PRIMARY KEY \\(rowid=\\?"));
    }

    /** The plan's lines that read the events. */
    private List<String> accesses(String query) throws SQLException {
        try (Connection connection =
                        OutboxFile.open(directory.resolve("outbox.db")).connect();
                Statement statement = connection.createStatement();
                ResultSet plan = statement.executeQuery("EXPLAIN QUERY PLAN " + query)) {
            List<String> accesses = new ArrayList<>();
            while (plan.next()) {
                String step = plan.getString("detail");
                if (step.contains("event")) {
                    accesses.add(step);
                }
            }
            return accesses;
        }
    }
}
