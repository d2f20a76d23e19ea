package io.tagline.hub.customer;

import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.Transactions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Finds customers by anything that somebody may have in hand: a name, a number, an address, an order, a parcel. Safe for any thread. */
public final class CustomerSearch {
    /** The most that a page of them holds. */
    public static final int MOST = 100;

    private static final int MOST_WORDS = 6;
    private static final Pattern LIKE_A_NUMBER = Pattern.compile("[+0-9 ()./-]{5,30}");
    private static final CustomerId AFTER_ALL = new CustomerId(UUID.fromString("ffffffff-ffff-ffff-ffff-ffffffffffff"));

    private final Transactions transactions;
    private final ContactForms forms;
    private final UnaryOperator<String> trackingNumbers;

    /** @param trackingNumbers the normal form of a tracking number; throws IllegalArgumentException for what is none */
    public CustomerSearch(Transactions transactions, ContactForms forms, UnaryOperator<String> trackingNumbers) {
        this.transactions = transactions;
        this.forms = forms;
        this.trackingNumbers = trackingNumbers;
    }

    /**
     * A page of what was found.
     *
     * @param next what comes after it begins before this one; empty at the end
     */
    public record Page(List<CustomerView> customers, Optional<CustomerId> next) {
        public Page {
            customers = List.copyOf(customers);
        }
    }

    /**
     * Customers of which each word of the text begins a word, or that the whole text is the telephone number, order or parcel of; the
     * newest first, and of those who turned out to be one, that one.
     *
     * @param fields where who asks may look, by the names that visibility is set by
     * @param source whose customers only, for a partner
     * @param before where the page before ended
     * @param most 1 to {@link #MOST}
     */
    public Page find(
            String text, Collection<String> fields, Optional<String> source, Optional<CustomerId> before, int most) {
        List<String> searched = new ArrayList<>(fields);
        searched.add(CustomerWords.REFERENCE);
        CustomerWordsTable.Query query = new CustomerWordsTable.Query(
                CustomerWords.asked(text, MOST_WORDS),
                fields.contains(Channel.PHONE.field()) ? phone(text) : Optional.empty(),
                trackingNumber(text),
                text.strip(),
                searched,
                source);
        return transactions.read(tx -> {
            List<CustomerId> found = CustomerWordsTable.find(tx, query, before.orElse(AFTER_ALL), most + 1);
            List<CustomerId> page = found.subList(0, Math.min(most, found.size()));
            Set<CustomerId> roots = new LinkedHashSet<>();
            page.forEach(id -> roots.add(Customers.root(tx, id)));
            // what a partner's turned out to be is another's, perhaps
            List<CustomerView> views = Customers.views(tx, List.copyOf(roots)).stream()
                    .filter(view -> source.map(view.source()::equals).orElse(true))
                    .toList();
            return new Page(views, found.size() > most ? Optional.of(page.get(page.size() - 1)) : Optional.empty());
        });
    }

    private Optional<String> phone(String text) {
        if (!LIKE_A_NUMBER.matcher(text.strip()).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(forms.normal(Channel.PHONE, text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<String> trackingNumber(String text) {
        try {
            return Optional.of(trackingNumbers.apply(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
