package io.tagline.hub.crm.fake.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A query in the part of SOQL that an integration needs, by Salesforce's "SOQL and SOSL Reference", SELECT syntax: strings in single
 * quotes with backslash escapes, times without quotes, no AND beside OR without brackets.
 */
record Soql(List<String> fields, String from, Optional<Condition> where, List<String> orderBy, int limit) {

    /** AND, OR, or one comparison; {@code with} holds the literals as they were written. */
    record Condition(String op, String field, List<String> with, List<Condition> parts) {}

    static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message);
        }
    }

    private static final Pattern TOKEN =
            Pattern.compile("\\s*('(?:[^'\\\\]|\\\\.)*'|[A-Za-z][A-Za-z0-9_.]*|-?[0-9][0-9TZ:.+-]*|>=|<=|!=|[=<>(),])");

    static Soql parse(String text) {
        return new Reader(text).query();
    }

    private static final class Reader {
        private final List<String> tokens = new ArrayList<>();
        private int at;

        Reader(String text) {
            Matcher matcher = TOKEN.matcher(text);
            int end = 0;
            while (matcher.find() && matcher.start() == end) {
                tokens.add(matcher.group(1));
                end = matcher.end();
            }
            if (!text.substring(end).isBlank()) {
                throw new Malformed("unexpected token: '" + text.substring(end).strip() + "'");
            }
        }

        Soql query() {
            word("SELECT");
            List<String> fields = new ArrayList<>();
            do {
                fields.add(next());
            } while (taken(","));
            word("FROM");
            String from = next();
            Optional<Condition> where = taken("WHERE") ? Optional.of(expression()) : Optional.empty();
            List<String> order = new ArrayList<>();
            if (taken("ORDER")) {
                word("BY");
                do {
                    order.add(next());
                    taken("ASC");
                } while (taken(","));
            }
            int limit = taken("LIMIT") ? Integer.parseInt(next()) : Integer.MAX_VALUE;
            if (at < tokens.size()) {
                throw new Malformed("unexpected token: '" + tokens.get(at) + "'");
            }
            return new Soql(List.copyOf(fields), from, where, List.copyOf(order), limit);
        }

        private Condition expression() {
            List<Condition> parts = new ArrayList<>(List.of(term()));
            String op = "";
            while (at < tokens.size() && (is("AND") || is("OR"))) {
                String here = next().toUpperCase(java.util.Locale.ROOT);
                if (!op.isEmpty() && !op.equals(here)) {
                    throw new Malformed("unexpected token: '" + here + "': AND beside OR needs brackets");
                }
                op = here;
                parts.add(term());
            }
            return parts.size() == 1 ? parts.get(0) : new Condition(op, "", List.of(), List.copyOf(parts));
        }

        private Condition term() {
            if (taken("(")) {
                Condition inner = expression();
                word(")");
                return inner;
            }
            String field = next();
            String op = next().toUpperCase(java.util.Locale.ROOT);
            List<String> with = new ArrayList<>();
            if (op.equals("IN")) {
                word("(");
                do {
                    with.add(next());
                } while (taken(","));
                word(")");
            } else if (List.of("=", "!=", "<", ">", "<=", ">=").contains(op)) {
                with.add(next());
            } else {
                throw new Malformed("unexpected token: '" + op + "'");
            }
            return new Condition(op, field, List.copyOf(with), List.of());
        }

        private boolean is(String word) {
            return at < tokens.size() && tokens.get(at).equalsIgnoreCase(word);
        }

        private boolean taken(String word) {
            boolean is = is(word);
            if (is) {
                at++;
            }
            return is;
        }

        private void word(String word) {
            if (!taken(word)) {
                throw new Malformed("expecting '" + word + "' after token " + at);
            }
        }

        private String next() {
            if (at >= tokens.size()) {
                throw new Malformed("unexpected end of query");
            }
            return tokens.get(at++);
        }
    }

    /** Every comparison of the query. */
    void eachComparison(Predicate<Condition> stop) {
        where.ifPresent(condition -> visit(condition, stop));
    }

    private static void visit(Condition condition, Predicate<Condition> stop) {
        if (condition.parts().isEmpty()) {
            stop.test(condition);
        }
        condition.parts().forEach(part -> visit(part, stop));
    }

    /** The text of a literal in quotes. */
    static Optional<String> unquoted(String literal) {
        if (!literal.startsWith("'")) {
            return Optional.empty();
        }
        return Optional.of(literal.substring(1, literal.length() - 1).replaceAll("\\\\(.)", "$1"));
    }
}
