package io.tagline.hub.care;

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

    Callers(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * The customers who have this number.
     *
     * @param number as the exchange gives it, in any of the usual spellings
     * @throws CareRefusedException for what is no telephone number
     */
    public List<Caller> calling(String number) {
        Set<String> spellings = spellings(number);
        return transactions.read(tx -> CallersTable.withNumber(tx, spellings, MOST_CUSTOMERS).stream()
                .flatMap(id -> caller(tx, id).stream())
                .toList());
    }

    private static Optional<Caller> caller(Tx tx, CustomerId id) {
        return Customers.byId(tx, id)
                .map(customer -> new Caller(
                        customer,
                        CasesTable.list(tx, CaseFilter.openOf(id), Optional.empty(), MOST_CASES),
                        CallersTable.underWay(tx, id, MOST_PARCELS)));
    }

    /** The same number as it may be written: with and without its sign, with 00 in its place. */
    static Set<String> spellings(String number) {
        String plain = SEPARATORS.matcher(number.strip()).replaceAll("");
        if (!NUMBER.matcher(plain).matches()) {
            throw new CareRefusedException(
                    CareRefusedException.Reason.WRONG,
                    "number",
                    "a number of " + plain.length() + " signs: expected 3 to 15 digits, with or without + before them");
        }
        String digits = plain.startsWith("+") ? plain.substring(1) : plain;
        String international = digits.startsWith("00") ? digits.substring(2) : digits;
        Set<String> spellings = new LinkedHashSet<>(List.of(plain, "+" + international, international));
        spellings.add("00" + international);
        return spellings;
    }
}
