package io.tagline.edge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An agent's {@code /health} as a person reads it in a terminal. Shows what is there, so that it fits agents of other
 * versions: plain values a line each, lists of objects as tables, problems last, where the eye ends.
 */
final class StatusTable {

    private static final String PROBLEMS = "problems";

    private StatusTable() {}

    static String of(Map<?, ?> health) {
        List<String> lines = new ArrayList<>();
        List<List<String>> plain = new ArrayList<>();
        health.forEach((name, value) -> {
            if (value instanceof Map<?, ?> fields) {
                plain.add(List.of(name.toString(), inOneLine(fields)));
            } else if (!(value instanceof List)) {
                plain.add(List.of(name.toString(), value.toString()));
            }
        });
        lines.addAll(aligned(plain));
        health.forEach((name, value) -> {
            if (value instanceof List<?> rows && !rows.isEmpty() && !name.equals(PROBLEMS)) {
                lines.add("");
                lines.add(name.toString());
                lines.addAll(table(rows));
            }
        });
        if (health.get(PROBLEMS) instanceof List<?> problems && !problems.isEmpty()) {
            lines.add("");
            lines.add(PROBLEMS);
            problems.forEach(problem -> lines.addAll(problem(problem)));
        }
        return String.join(System.lineSeparator(), lines);
    }

    /** What it is and since when, then the rest a line each: these are sentences. */
    private static List<String> problem(Object problem) {
        if (!(problem instanceof Map<?, ?> fields)) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        String since = text(fields, "since");
        lines.add(("  " + text(fields, "name") + "  " + text(fields, "severity")
                        + (since.isEmpty() ? "" : "  since " + since))
                .stripTrailing());
        for (String sentence : List.of("detail", "do")) {
            if (!text(fields, sentence).isEmpty()) {
                lines.add("    " + (sentence.equals("do") ? "do: " : "") + text(fields, sentence));
            }
        }
        return lines;
    }

    private static String text(Map<?, ?> fields, String name) {
        return fields.get(name) instanceof String text ? text : "";
    }

    private static List<String> table(List<?> objects) {
        Map<String, Integer> columns = new LinkedHashMap<>();
        for (Object object : objects) {
            if (object instanceof Map<?, ?> fields) {
                fields.keySet().forEach(name -> columns.putIfAbsent(name.toString(), columns.size()));
            }
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.copyOf(columns.keySet()));
        for (Object object : objects) {
            if (object instanceof Map<?, ?> fields) {
                rows.add(columns.keySet().stream()
                        .map(name -> text(fields, name))
                        .toList());
            }
        }
        return aligned(rows).stream().map(line -> "  " + line).toList();
    }

    private static String inOneLine(Map<?, ?> fields) {
        List<String> parts = new ArrayList<>();
        fields.forEach((name, value) -> parts.add(name + " " + value));
        return String.join(", ", parts);
    }

    private static List<String> aligned(List<List<String>> rows) {
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                int place = column;
                int width =
                        rows.stream().mapToInt(r -> r.get(place).length()).max().orElse(0);
                line.append(row.get(column))
                        .append(" ".repeat(width - row.get(column).length() + 2));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}
