package io.tagline.hub.customer;

import io.tagline.hub.csv.BadLine;
import io.tagline.hub.csv.CsvRow;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lines of a file of customers. A column that the file has is kept as it says, empty ones too; one that it has not is left alone. */
final class CustomerRows {
    static final String SOURCE = "source";
    static final String REFERENCE = "reference";
    static final Set<String> REQUIRED = Set.of(SOURCE, REFERENCE);

    private static final String NAME = "name";
    private static final String SEGMENT = "segment";
    private static final String ROLES = "roles";
    private static final String STAGE = "stage";
    private static final String COUNTRY = "country";
    private static final Pattern SOURCES = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final Pattern COUNTRIES = Pattern.compile("[A-Z]{2}");
    private static final Pattern BETWEEN = Pattern.compile("[\\s|]+");
    private static final int LONGEST = 200;
    private static final int LONGEST_REFERENCE = 100;

    private final CsvRow row;
    private final ContactForms forms;
    private final List<BadLine> problems = new ArrayList<>();

    CustomerRows(CsvRow row, ContactForms forms) {
        this.row = row;
        this.forms = forms;
    }

    /**
     * What a file may have: with a column that somebody may not see they could neither know what they overwrite, nor be kept from
     * trying what stands there.
     *
     * @param mayRead the fields that whose file it is gets to see, by the names that visibility is set by
     */
    static Set<String> columns(Predicate<String> mayRead) {
        return Stream.of(
                        Stream.of(SOURCE, REFERENCE, ROLES, STAGE, COUNTRY),
                        Stream.of(NAME, SEGMENT).filter(column -> mayRead.test("customer." + column)),
                        Stream.of(Channel.values())
                                .filter(channel -> mayRead.test(channel.field()))
                                .map(Channel::code),
                        Stream.of(Preference.values()).map(CustomerRows::column))
                .flatMap(names -> names)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String column(Preference preference) {
        return preference.code();
    }

    /** What is wrong with the line, once it was read. */
    List<BadLine> problems() {
        return List.copyOf(problems);
    }

    String source() {
        return text(SOURCE, LONGEST)
                .filter(source -> SOURCES.matcher(source).matches())
                .orElseGet(() -> {
                    problem(SOURCE, "expected 1 to 64 lower-case letters, digits and hyphens");
                    return "";
                });
    }

    String reference() {
        return text(REFERENCE, LONGEST_REFERENCE).orElseGet(() -> {
            problem(REFERENCE, "expected 1 to " + LONGEST_REFERENCE + " characters");
            return "";
        });
    }

    /** The customer as the line makes one of it. */
    CustomerDocument onto(CustomerDocument standing) {
        CustomerDocument document = standing;
        if (row.has(NAME)) {
            document = document.withName(text(NAME, LONGEST).map(Personal::new));
        }
        if (row.has(SEGMENT)) {
            document = document.withSegment(text(SEGMENT, LONGEST_REFERENCE));
        }
        if (row.get(ROLES).isPresent()) {
            document = document.withRoles(roles(standing.roles()));
        }
        if (row.get(STAGE).isPresent()) {
            document = document.withStage(
                    parsed(STAGE, text -> LifecycleStage.parse(text)).orElse(standing.stage()));
        }
        for (Channel channel : Channel.values()) {
            if (row.has(channel.code())) {
                document = contact(document, channel);
            }
        }
        return document.withPreferences(preferences(standing.preferences()));
    }

    private Set<PartyRole> roles(Set<PartyRole> standing) {
        Set<PartyRole> roles = new TreeSet<>();
        for (String code : BETWEEN.split(row.get(ROLES).orElseThrow(), -1)) {
            guarded(ROLES, () -> roles.add(PartyRole.parse(code)));
        }
        return roles.isEmpty() ? standing : roles;
    }

    /** An empty field takes out what was first of its channel, as if it never had been. */
    private CustomerDocument contact(CustomerDocument document, Channel channel) {
        Optional<String> country = row.get(COUNTRY);
        if (country.isPresent()
                && (!COUNTRIES.matcher(country.get()).matches()
                        || !Set.of(Locale.getISOCountries()).contains(country.get()))) {
            problem(COUNTRY, "\"" + shown(country.get()) + "\": expected a country of ISO 3166-1, e.g. CA");
            return document;
        }
        Optional<ContactPoint> point = parsed(channel.code(), text -> forms.point(channel, text, country));
        if (point.isPresent()) {
            return document.using(point.get());
        }
        List<ContactPoint> others = new ArrayList<>(document.contacts());
        document.contacts().stream()
                .filter(known -> known.channel() == channel)
                .findFirst()
                .ifPresent(others::remove);
        return document.withContacts(others);
    }

    private Map<Preference, String> preferences(Map<Preference, String> standing) {
        Map<Preference, String> wanted = new EnumMap<>(Preference.class);
        wanted.putAll(standing);
        for (Preference preference : Preference.values()) {
            if (row.has(column(preference))) {
                wanted.remove(preference);
                parsed(column(preference), preference::check).ifPresent(value -> wanted.put(preference, value));
            }
        }
        return wanted;
    }

    private Optional<String> text(String column, int longest) {
        return row.get(column).filter(text -> {
            boolean fits = text.length() <= longest && text.chars().noneMatch(Character::isISOControl);
            if (!fits && !column.equals(SOURCE) && !column.equals(REFERENCE)) {
                problem(column, "expected at most " + longest + " characters, without control characters");
            }
            return fits;
        });
    }

    private <T> Optional<T> parsed(String column, Function<String, T> parser) {
        List<T> result = new ArrayList<>(1);
        row.get(column).ifPresent(text -> guarded(column, () -> result.add(parser.apply(text))));
        return result.stream().findFirst();
    }

    private void guarded(String column, Runnable work) {
        try {
            work.run();
        } catch (IllegalArgumentException e) {
            problem(column, String.valueOf(e.getMessage()));
        }
    }

    private void problem(String column, String message) {
        problems.add(new BadLine(row.line(), column, message));
    }

    private static String shown(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", "?");
        return clean.length() <= 60 ? clean : clean.substring(0, 60) + "…";
    }
}
