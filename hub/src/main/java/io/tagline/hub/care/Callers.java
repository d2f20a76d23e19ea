package io.tagline.hub.care;

import static io.tagline.hub.customer.Channel.PHONE;

import io.tagline.hub.customer.ContactForms;
import io.tagline.hub.customer.CustomerView;
import io.tagline.hub.customer.Customers;
import io.tagline.hub.party.CustomerId;
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
    private static final Pattern SEPARATORS = Pattern.compile("[\\s().\\-/]");
    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9]{3,15}");

    private final Transactions transactions;
    private final ContactForms forms;

    Callers(Transactions transactions, ContactForms forms) {
        this.transactions = transactions;
        this.forms = forms;
    }

    /**
     * The customers who have this number; of those who turned out to be one, that one with what is all of theirs.
     *
     * @param number as the exchange gives it, in any of the usual spellings
     * @throws CareRefusedException for what is no telephone number
     */
    public List<Caller> calling(String number) {
        Set<String> spellings = spellings(number);
        return transactions.read(tx -> having(tx, spellings).stream()
                .map(customer -> caller(tx, customer))
                .toList());
    }

    /** By the first spelling that anybody has: one that is read otherwise may be somebody else's number. */
    private static List<CustomerView> having(Tx tx, Set<String> spellings) {
        for (String spelling : spellings) {
            List<CustomerView> found = Customers.byContact(tx, PHONE, spelling);
            if (!found.isEmpty()) {
                return found.subList(0, Math.min(MOST_CUSTOMERS, found.size()));
            }
        }
        return List.of();
    }

    private static Caller caller(Tx tx, CustomerView customer) {
        List<CustomerId> family = Customers.family(tx, customer.id());
        return new Caller(
                customer,
                family.stream()
                        .flatMap(
                                id -> CasesTable.list(tx, CaseFilter.openOf(id), Optional.empty(), MOST_CASES).stream())
                        .limit(MOST_CASES)
                        .toList(),
                family.stream()
                        .flatMap(id -> CallersTable.underWay(tx, id, MOST_PARCELS).stream())
                        .limit(MOST_PARCELS)
                        .toList());
    }

    /**
     * The same number as customers may be found by it, the likeliest first: in the form of the country, as it came, and with the sign of
     * an international number that exchanges like to leave out or to write as 00.
     */
    Set<String> spellings(String number) {
        String plain = SEPARATORS.matcher(number.strip()).replaceAll("");
        if (!NUMBER.matcher(plain).matches()) {
            throw new CareRefusedException(
                    CareRefusedException.Reason.WRONG,
                    "number",
                    "a number of " + plain.length() + " signs: expected 3 to 15 digits, with or without + before them");
        }
        String digits = plain.startsWith("+") ? plain.substring(1) : plain;
        String international = digits.startsWith("00") ? digits.substring(2) : digits;
        return new LinkedHashSet<>(
                List.of(forms.normal(PHONE, plain), plain, "+" + international, international, "00" + international));
    }
}
