package io.tagline.hub.crm.fake.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code $filter} in the part of OData 4.0 §11.2.5.1 that an integration needs: comparisons joined by and, or and brackets (and binds
 * closer), and Dataverse's {@code In} function.
 */
final class ODataFilter {
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*('(?:[^']|'')*'|[A-Za-z_][A-Za-z0-9_.]*|[0-9][0-9A-Fa-fTZ:.+-]*|[(),=\\[\\]]|\"(?:[^\"\\\\]|\\\\.)*\")");

    private final List<String> tokens = new ArrayList<>();
    private final BiPredicate<Comparison, Object> test;
    private int at;

    /** @param with literals as they were written */
    record Comparison(String field, String op, List<String> with) {}

    static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message);
        }
    }

    /** @param test whether a comparison holds for a row; is asked for all of them, so that it sees unknown fields */
    ODataFilter(String text, BiPredicate<Comparison, Object> test) {
        this.test = test;
        Matcher matcher = TOKEN.matcher(text);
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            tokens.add(matcher.group(1));
            end = matcher.end();
        }
        if (!text.substring(end).isBlank()) {
            throw new Malformed("Syntax error at position " + end + " in '" + text + "'.");
        }
    }

    boolean holds(Object row) {
        at = 0;
        boolean holds = or(row);
        if (at < tokens.size()) {
            throw new Malformed("Syntax error: unexpected " + tokens.get(at));
        }
        return holds;
    }

    private boolean or(Object row) {
        boolean holds = and(row);
        while (taken("or")) {
            holds |= and(row);
        }
        return holds;
    }

    private boolean and(Object row) {
        boolean holds = one(row);
        while (taken("and")) {
            holds &= one(row);
        }
        return holds;
    }

    private boolean one(Object row) {
        if (taken("(")) {
            boolean inner = or(row);
            want(")");
            return inner;
        }
        String name = next();
        if (name.equals("Microsoft.Dynamics.CRM.In")) {
            return in(row);
        }
        String op = next().toLowerCase(Locale.ROOT);
        if (!List.of("eq", "ne", "gt", "ge", "lt", "le").contains(op)) {
            throw new Malformed("Syntax error: unexpected " + op);
        }
        return test.test(new Comparison(name, op, List.of(next())), row);
    }

    /** {@code Microsoft.Dynamics.CRM.In(PropertyName='x',PropertyValues=["a","b"])}. */
    private boolean in(Object row) {
        want("(");
        want("PropertyName");
        want("=");
        String field = next();
        want(",");
        want("PropertyValues");
        want("=");
        want("[");
        List<String> values = new ArrayList<>();
        do {
            String value = next();
            values.add('\'' + value.substring(1, value.length() - 1).replace("'", "''") + '\'');
        } while (taken(","));
        want("]");
        want(")");
        return test.test(new Comparison(field.substring(1, field.length() - 1), "in", values), row);
    }

    private boolean taken(String word) {
        boolean is = at < tokens.size() && tokens.get(at).equals(word);
        if (is) {
            at++;
        }
        return is;
    }

    private void want(String word) {
        if (!taken(word)) {
            throw new Malformed("Syntax error: expected " + word);
        }
    }

    private String next() {
        if (at >= tokens.size()) {
            throw new Malformed("Syntax error: unexpected end");
        }
        return tokens.get(at++);
    }
}
