package io.tagline.hub.care;

import io.tagline.hub.customer.Channel;
import io.tagline.hub.customer.ContactForms;
import io.tagline.hub.customer.CustomerView;
import io.tagline.hub.customer.Customers;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.store.Tx;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Who is calling, for the screen of the rep whose telephone rings. Safe for any thread. */
public final class Callers {
    /** A telephone of a family or a firm; more are no help on a screen. */
    private static final int MOST_CUSTOMERS = 5;

    private static final int MOST_CASES = 10;
    private static final int MOST_PARCELS = 10;
    private static final Pattern NO_DIGIT = Pattern.compile("[^0-9]");

    private final Transactions transactions;
    private final ContactForms forms;

    Callers(Transactions transactions, ContactForms forms) {
        this.transactions = transactions;
        this.forms = forms;
    }

    /**
     * The customers who have this number; those who turned out to be one are one.
     *
     * @param number as the exchange gives it, in any of the usual spellings
     * @throws CareRefusedException for what is no telephone number
     */
    public List<Caller> calling(String number) {
        Set<String> spellings = spellings(number);
        return transactions.read(tx -> spellings.stream()
                .map(spelling -> Customers.byContact(tx, Channel.PHONE, spelling))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of())
                .stream()
                .limit(MOST_CUSTOMERS)
                .map(customer -> caller(tx, customer))
                .toList());
    }

    private static Caller caller(Tx tx, CustomerView customer) {
        return new Caller(
                customer,
                CasesTable.list(tx, CaseFilter.openOf(customer.id()), Optional.empty(), MOST_CASES),
                CallersTable.underWay(tx, Family.keys(tx, customer.id()), MOST_PARCELS));
    }

    /**
     * What it is kept under, the likeliest first: as it is dialled here, then as if it had the code of its country. Exchanges leave
     * the + out, or say 00 for it.
     */
    private Set<String> spellings(String number) {
        String digits = NO_DIGIT.matcher(number).replaceAll("");
        Set<String> spellings = new LinkedHashSet<>();
        try {
            spellings.add(forms.normal(Channel.PHONE, number));
            spellings.add(forms.normal(Channel.PHONE, "+" + (digits.startsWith("00") ? digits.substring(2) : digits)));
        } catch (IllegalArgumentException e) {
            if (spellings.isEmpty()) {
                throw new CareRefusedException(
                        CareRefusedException.Reason.WRONG, "number", String.valueOf(e.getMessage()));
            }
        }
        spellings.add(digits);
        return spellings;
    }
}
