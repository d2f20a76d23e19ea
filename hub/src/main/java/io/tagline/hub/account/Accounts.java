package io.tagline.hub.account;

import io.tagline.hub.access.Audit;
import io.tagline.hub.access.MachineSecret;
import io.tagline.hub.access.Viewer;
import io.tagline.hub.customer.Channel;
import io.tagline.hub.customer.CustomerView;
import io.tagline.hub.customer.Customers;
import io.tagline.hub.customer.Personal;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Lets customers in by links that are good for one sign-in within fifteen minutes, and knows them again for a day. Links and sessions
 * are 256 random bits, of which only hashes are kept. Safe for any thread.
 *
 * <p>What somebody sees is looked up by their address at each request: an address that is taken out of a customer opens nothing of
 * theirs from then on.
 */
public final class Accounts {
    /** How long a link can be used. */
    public static final Duration LINK_GOOD_FOR = Duration.ofMinutes(15);

    /** How long a sign-in lasts, however busy it is. */
    public static final Duration SESSION = Duration.ofDays(1);

    /** So many links to one address may be open: whoever asks for more has the others. */
    static final int MOST_LINKS = 3;

    /** Anybody can ask for anybody's, whose mailbox is not to be filled. */
    static final int MOST_LINKS_A_DAY = 10;

    static final Duration LINKS_COUNT_FOR = Duration.ofDays(1);

    static final int MOST_SESSIONS = 10;

    /** Shops write one address of their own into all their orders: what more of one source share opens none of them. */
    static final int MOST_CUSTOMERS = 5;

    private final Transactions transactions;
    private final Customers customers;
    private final InstantSource clock;

    public Accounts(Transactions transactions, Customers customers, InstantSource clock) {
        this.transactions = transactions;
        this.customers = customers;
        this.clock = clock;
    }

    /**
     * A link for an address, to be mailed there and shown to nobody else.
     *
     * @return its token; empty if nobody is reached there, or too many are, or enough links are open or were made today
     */
    public Optional<Personal> link(String email) {
        Optional<String> address = normal(email);
        if (address.isEmpty()) {
            return Optional.empty();
        }
        String token = MachineSecret.random();
        Instant now = now();
        boolean made = transactions.write(tx -> {
            AccountsTable.prune(tx, now, now.minus(LINKS_COUNT_FOR));
            return !reached(tx, address.get()).isEmpty()
                    && AccountsTable.openLinks(tx, address.get(), now) < MOST_LINKS
                    && AccountsTable.links(tx, address.get(), now.minus(LINKS_COUNT_FOR)) < MOST_LINKS_A_DAY
                    && AccountsTable.addLink(
                            tx, MachineSecret.hash(token), address.get(), now, now.plus(LINK_GOOD_FOR));
        });
        return made ? Optional.of(new Personal(token)) : Optional.empty();
    }

    /** Whether the link can be used; using it is another step, since mail scanners look at every link. */
    public boolean isGood(String token) {
        return transactions
                .read(tx -> AccountsTable.link(tx, MachineSecret.hash(token), now()))
                .isPresent();
    }

    /**
     * Uses a link up.
     *
     * @return the secret of the session that it opens; empty for a link that is unknown, used or too old
     */
    public Optional<Personal> enter(String token) {
        String secret = MachineSecret.random();
        Instant now = now();
        return transactions.write(tx -> {
            String hash = MachineSecret.hash(token);
            Optional<String> address =
                    AccountsTable.link(tx, hash, now).filter(found -> AccountsTable.use(tx, hash, now));
            List<CustomerView> found = address.map(known -> reached(tx, known)).orElse(List.of());
            if (address.isEmpty() || found.isEmpty()) {
                return Optional.empty();
            }
            AccountsTable.prune(tx, now, now.minus(LINKS_COUNT_FOR));
            AccountsTable.addSession(
                    tx, MachineSecret.hash(secret), address.get(), now, now.plus(SESSION), MOST_SESSIONS);
            for (CustomerView customer : found) {
                Audit.record(tx, viewer(customer), "account.entered", "customer:" + customer.id(), "", now);
            }
            return Optional.of(new Personal(secret));
        });
    }

    /** Who has the session of this secret; empty once it is over, or nobody is reached at its address any more. */
    public Optional<Account> session(String secret) {
        return transactions.read(tx -> AccountsTable.session(tx, MachineSecret.hash(secret), now())
                .flatMap(address -> {
                    List<CustomerView> found = reached(tx, address);
                    return found.isEmpty() ? Optional.empty() : Optional.of(new Account(new Personal(address), found));
                }));
    }

    /** Ends a session. */
    public void leave(String secret) {
        boolean unused = transactions.write(tx -> AccountsTable.end(tx, MachineSecret.hash(secret)));
    }

    /** A customer as who does something: in the audit log by id. */
    public static Viewer viewer(CustomerView customer) {
        return new Viewer("customer:" + customer.id(), Set.of(), Optional.empty());
    }

    private static List<CustomerView> reached(Tx tx, String address) {
        return Customers.owners(tx, Channel.EMAIL, address, MOST_CUSTOMERS).stream()
                .filter(customer -> customer.erasedAt().isEmpty())
                .toList();
    }

    private Optional<String> normal(String email) {
        try {
            return Optional.of(customers.forms().normal(Channel.EMAIL, email));
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
