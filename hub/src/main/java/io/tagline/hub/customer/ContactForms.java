package io.tagline.hub.customer;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The one form that ways of writing an address or a number come to: E.164 for telephones (ITU-T E.164), all in lower case and with its domain
 * in ASCII for e-mail (RFC 5321 §2.4 lets the part before the @ differ by case; no provider of size does), capital letters and digits for addresses.
 * Immutable; safe for any thread.
 */
public final class ContactForms {
    /** RFC 5321 §4.5.3.1.3, without the angle brackets. */
    private static final int LONGEST_EMAIL = 254;

    private static final int LONGEST = 200;
    private static final int SHORTEST_PHONE = 3;
    private static final int LONGEST_PHONE = 20;
    private static final String UNKNOWN_REGION = "ZZ";
    private static final Pattern NO_PHONE_CHARACTERS = Pattern.compile("[^0-9+]");
    private static final Pattern PHONE = Pattern.compile("\\+?[0-9]{" + SHORTEST_PHONE + "," + LONGEST_PHONE + "}");
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private final Optional<String> country;

    /** @param country ISO 3166-1, whose numbers are written without the code of a country; none where all have it */
    public ContactForms(Optional<String> country) {
        this.country = country;
    }

    /**
     * A contact point of what somebody wrote.
     *
     * @param at the country that the person is in, where it is known
     * @throws IllegalArgumentException with what was expected, not with the value: messages are logged
     */
    public ContactPoint point(Channel channel, String text, Optional<String> at) {
        String value = text.strip();
        if (value.isEmpty() || value.length() > LONGEST_EMAIL || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("expected 1 to " + LONGEST + " characters, without control characters");
        }
        return switch (channel) {
            case EMAIL -> email(value);
            case PHONE -> new ContactPoint(channel, new Personal(value), phone(value, at), Optional.empty());
            case POSTAL -> postal(value);
        };
    }

    /**
     * What a value of this channel is found by.
     *
     * @throws IllegalArgumentException with what was expected
     */
    public String normal(Channel channel, String text) {
        return point(channel, text, Optional.empty()).normal().value();
    }

    /** As {@link #point}; what is of no form at all is kept as it was written. */
    ContactPoint anyPoint(Channel channel, Personal text, Optional<String> at) {
        try {
            return point(channel, text.value(), at);
        } catch (IllegalArgumentException e) {
            return new ContactPoint(channel, text, new Personal(folded(text.value())), Optional.empty());
        }
    }

    private static ContactPoint email(String text) {
        int at = text.indexOf('@');
        if (at < 1
                || at != text.lastIndexOf('@')
                || at == text.length() - 1
                || text.chars().anyMatch(Character::isWhitespace)) {
            throw new IllegalArgumentException("not an e-mail address: expected name@domain");
        }
        String value = text.substring(0, at) + text.substring(at).toLowerCase(Locale.ROOT);
        return new ContactPoint(Channel.EMAIL, new Personal(value), new Personal(normalEmail(value)), Optional.empty());
    }

    /**
     * The one form of an e-mail address that the hub compares, in every part of it: all in lower case, and the domain as mail systems
     * have it (RFC 5891), or as it is where it has no such form.
     */
    public static String normalEmail(String address) {
        String text = address.strip().toLowerCase(Locale.ROOT);
        int domain = text.lastIndexOf('@') + 1;
        try {
            return text.substring(0, domain)
                    + IDN.toASCII(text.substring(domain)).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /** What no country's plan knows, an extension of our own or a slip of the pen, goes by its digits: a rep may still find it. */
    private Personal phone(String text, Optional<String> at) {
        PhoneNumberUtil plans = PhoneNumberUtil.getInstance();
        try {
            PhoneNumber number = plans.parse(text, at.or(() -> country).orElse(UNKNOWN_REGION));
            if (plans.isPossibleNumber(number)) {
                return new Personal(plans.format(number, PhoneNumberFormat.E164));
            }
        } catch (NumberParseException e) {
            // said below, where there are no digits either
        }
        String digits = NO_PHONE_CHARACTERS.matcher(text).replaceAll("");
        if (!PHONE.matcher(digits).matches()) {
            throw new IllegalArgumentException("not a telephone number: expected " + SHORTEST_PHONE + " to "
                    + LONGEST_PHONE + " digits, best with the code of the country, e.g. +1 613 555 0199");
        }
        return new Personal(digits);
    }

    private static ContactPoint postal(String text) {
        String normal = NO_WORD.matcher(plain(text).toUpperCase(Locale.ROOT))
                .replaceAll(" ")
                .strip();
        if (normal.isEmpty()) {
            throw new IllegalArgumentException("not an address: expected letters or digits");
        }
        return new ContactPoint(Channel.POSTAL, new Personal(text), new Personal(normal), Optional.empty());
    }

    /** Without accents and in lower case. */
    static String folded(String text) {
        return plain(text).toLowerCase(Locale.ROOT);
    }

    private static String plain(String text) {
        return MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
    }
}
