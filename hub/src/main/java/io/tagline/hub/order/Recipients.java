package io.tagline.hub.order;

import io.tagline.hub.access.KeyedHash;
import io.tagline.hub.customer.Channel;
import io.tagline.hub.customer.ContactForms;
import io.tagline.hub.customer.CustomerDetails;
import io.tagline.hub.customer.Customers;
import io.tagline.hub.customer.PartyRole;
import io.tagline.hub.customer.Personal;
import io.tagline.hub.order.OrderDocument.Recipient;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.Tx;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who gets parcels, as customers. Where an order gives no reference for them, the same name with the same address, number and postal
 * code in orders of one source is the same person, and a row for each of a million parcels to one shop is not made. Stateless.
 */
final class Recipients {
    private static final int BYTES = 12;
    private static final String MADE = "recipient-";
    private static final Pattern MADE_BY_US = Pattern.compile(MADE + "[0-9a-f]{" + 2 * BYTES + "}");

    private Recipients() {}

    /**
     * The customer who gets a shipment; empty where the order does not say enough to know the person again. In the caller's transaction.
     */
    static Optional<CustomerId> put(
            Tx tx, Customers customers, KeyedHash hashes, String source, Recipient to, Instant now) {
        return reference(tx, customers, hashes, source, to).map(reference -> {
            CustomerDetails details =
                    new CustomerDetails(reference, to.name(), to.email(), to.phone(), Optional.empty());
            return customers.put(tx, source, details, PartyRole.RECIPIENT, to.country(), now);
        });
    }

    /** Whether a reference is one that was made here, for a person whom the order gave none. */
    static boolean isMade(String reference) {
        return MADE_BY_US.matcher(reference).matches();
    }

    private static Optional<String> reference(
            Tx tx, Customers customers, KeyedHash hashes, String source, Recipient to) {
        if (to.reference().isPresent()) {
            return to.reference();
        }
        if (to.name().isEmpty()
                || (to.email().isEmpty()
                        && to.phone().isEmpty()
                        && to.postalCode().isEmpty())) {
            return Optional.empty();
        }
        ContactForms forms = customers.forms();
        byte[] person = String.join(
                        "\n",
                        plain(to.name()),
                        normal(forms, Channel.EMAIL, to.email(), to.country()),
                        normal(forms, Channel.PHONE, to.phone(), to.country()),
                        plain(to.postalCode()),
                        to.country().orElse(""))
                .getBytes(StandardCharsets.UTF_8);
        // references are shown: what is in them must not be found out by trying names and numbers
        String byKey = MADE + hex(hashes.hash("recipient", source.getBytes(StandardCharsets.UTF_8), person));
        String before = MADE + hex(unkeyed(person));
        return Optional.of(customers.byReference(tx, source, before).isPresent() ? before : byKey);
    }

    private static String normal(
            ContactForms forms, Channel channel, Optional<Personal> text, Optional<String> country) {
        return text.map(value -> {
                    try {
                        return forms.point(channel, value.value(), country)
                                .normal()
                                .value();
                    } catch (IllegalArgumentException e) {
                        return plain(text);
                    }
                })
                .orElse("");
    }

    private static String plain(Optional<Personal> text) {
        return text.map(value -> value.value()
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("\\s+", " ")
                        .strip())
                .orElse("");
    }

    private static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash, 0, BYTES);
    }

    /** What persons were known again by before the hub had a key; those who have such a reference keep it. */
    private static byte[] unkeyed(byte[] person) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(person);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing: every Java has it", e);
        }
    }
}
