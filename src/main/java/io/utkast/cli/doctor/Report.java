package io.utkast.cli.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.utkast.cli.doctor.Finding.Level;
import java.util.List;
import java.util.Locale;

/** The findings as a table for people or as JSON for programs. */
public record Report(List<Finding> findings) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public Report {
        findings = List.copyOf(findings);
    }

    /** How many findings there are of the level. */
    public long count(Level level) {
        return findings.stream().filter(finding -> finding.level() == level).count();
    }

    /** A row for each finding, its advice below it, and a last line with the counts. */
    public String table() {
        int checkWidth = width(findings.stream().map(Finding::check).toList());
        int subjectWidth = width(findings.stream().map(Finding::subject).toList());
        String row = "%-7s  %-" + checkWidth + "s  %-" + subjectWidth + "s  %s%n";
        StringBuilder table = new StringBuilder();
        for (Finding finding : findings) {
            table.append(row.formatted(name(finding.level()), finding.check(), finding.subject(), finding.what()));
            if (finding.advice() != null) {
                table.append(row.formatted("", "", "", "-> " + finding.advice()));
            }
        }
        return table
                + "%d ok, %d skipped, %d warnings, %d failures%n"
                        .formatted(count(Level.OK), count(Level.SKIPPED), count(Level.WARNING), count(Level.FAILURE));
    }

    /** {@code {"ok":…,"warning":…,"failure":…,"skipped":…,"findings":[{check, subject, level, what, advice}]}}. */
    public String json() {
        ObjectNode json = JSON.createObjectNode();
        for (Level level : Level.values()) {
            json.put(name(level), count(level));
        }
        ArrayNode rows = json.putArray("findings");
        for (Finding finding : findings) {
            rows.addObject()
                    .put("check", finding.check())
                    .put("subject", finding.subject())
                    .put("level", name(finding.level()))
                    .put("what", finding.what())
                    .put("advice", finding.advice());
        }
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers are always JSON", e);
        }
    }

    private static int width(List<String> texts) {
        return texts.stream().mapToInt(String::length).max().orElse(1) | 1;
    }

    private static String name(Level level) {
        return level.name().toLowerCase(Locale.ROOT);
    }
}
