package io.tagline.hub.bench;

import io.tagline.hub.access.Role;
import io.tagline.hub.access.Viewer;
import io.tagline.hub.care.Caller;
import io.tagline.hub.care.Care;
import io.tagline.hub.care.CareRules;
import io.tagline.hub.care.CaseKind;
import io.tagline.hub.care.CaseOpening;
import io.tagline.hub.care.Channel;
import io.tagline.hub.customer.ContactForms;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.Store;
import io.tagline.hub.store.StoreSettings;
import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** How long a rep waits for the screen of who is calling: arguments are the number of customers and of calls. SQLite. */
public final class CallersBench {
    private static final int CASES = 1_000;
    private static final int AT_ONCE = 10_000;

    private CallersBench() {}

    public static void main(String[] arguments) throws IOException {
        int customers = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200_000;
        int calls = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5_000;
        Path folder = Files.createTempDirectory("tagline-callers");
        try (Store store = Store.open(StoreSettings.sqlite(folder.resolve("hub.db")))) {
            ContactForms forms = new ContactForms(Optional.of("CA"));
            Care care =
                    new Care(store.transactions(), CareRules.usual(ZoneId.of("UTC")), forms, InstantSource.system());
            for (int from = 0; from < customers; from += AT_ONCE) {
                int first = from;
                boolean unused =
                        store.transactions().write(tx -> fill(tx, first, Math.min(customers, first + AT_ONCE)));
            }
            Viewer rep = new Viewer("bench", Set.of(Role.REP), Optional.empty());
            for (int i = 0; i < CASES; i++) {
                Object unused = care.cases().open(opening(i % customers), rep);
            }
            Random random = new Random(7);
            long[] micros = new long[calls];
            for (int i = 0; i < calls; i++) {
                String number = number(i % 2 == 0 ? random.nextInt(CASES) : random.nextInt(customers));
                long begun = System.nanoTime();
                List<Caller> found = care.callers().calling(number);
                micros[i] = (System.nanoTime() - begun) / 1_000;
                if (found.size() != 1 || found.get(0).parcels().size() != 1) {
                    throw new IllegalStateException(number + ": " + found + ", expected one with a parcel");
                }
            }
            Arrays.sort(micros);
            System.out.printf(
                    "%d customers, %d calls: p50 %d us, p99 %d us, longest %d us%n",
                    customers, calls, micros[calls / 2], micros[calls * 99 / 100], micros[calls - 1]);
        }
    }

    private static String number(int customer) {
        return "+1613" + (5_000_000 + customer);
    }

    private static byte[] id(int kind, int customer) {
        return Uuids.bytes(new UUID(customer, kind));
    }

    private static CaseOpening opening(int customer) {
        return new CaseOpening(
                "bench",
                String.valueOf(customer),
                CaseKind.REQUEST,
                Channel.PHONE,
                "Where is it?",
                "It should be here.",
                Optional.of(new CustomerId(new UUID(customer, 1))),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** One order with one parcel on its way for each. */
    private static boolean fill(Tx tx, int from, int to) {
        List<Object[]> customers = new ArrayList<>();
        List<Object[]> contacts = new ArrayList<>();
        List<Object[]> orders = new ArrayList<>();
        List<Object[]> shipments = new ArrayList<>();
        List<Object[]> parcels = new ArrayList<>();
        for (int i = from; i < to; i++) {
            customers.add(new Object[] {id(1, i), "shop", "C-" + i, "Customer " + i, 1L});
            contacts.add(new Object[] {id(1, i), "phone", number(i), number(i), 0});
            orders.add(new Object[] {id(2, i), "shop", "A-" + i, id(1, i), "standard", new byte[32], (long) i});
            shipments.add(new Object[] {id(3, i), id(2, i), 1, "1"});
            parcels.add(new Object[] {id(4, i), id(2, i), id(3, i), 1, "T" + i, "link-" + i, "arrived", (long) i});
        }
        tx.update("INSERT INTO customers (id, source, reference, name, updated_at) VALUES (?, ?, ?, ?, ?)", customers);
        tx.update(
                "INSERT INTO contact_points (customer, channel, normal, value, position) VALUES (?, ?, ?, ?, ?)",
                contacts);
        tx.update(
                "INSERT INTO orders (id, source, reference, customer, service_level, fingerprint, updated_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                orders);
        tx.update("INSERT INTO shipments (id, order_id, position, reference) VALUES (?, ?, ?, ?)", shipments);
        tx.update(
                "INSERT INTO parcels (id, order_id, shipment, position, tracking_number, link, status, status_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                parcels);
        return true;
    }
}
