package io.tagline.hub.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.TestHub;
import io.tagline.hub.customer.CustomerDetails;
import io.tagline.hub.customer.CustomerView;
import io.tagline.hub.customer.PartyRole;
import io.tagline.hub.customer.Personal;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gets parcels and has no reference of the order's: known again, and not to be found out by trying. */
final class RecipientsTest {
    private static final String ONE = "RR123456785CA";

    @TempDir
    Path folder;

    @Test
    void theReferenceIsNoHashThatAnybodyCanMake() throws Exception {
        try (TestHub hub = new TestHub(TestDatabase.SQLITE, folder)) {
            CustomerView bob = hub.core.customers().byId(put(hub, "A-1")).orElseThrow();

            assertThat(bob.reference()).matches("recipient-[0-9a-f]{24}").isNotEqualTo(unkeyed());
            assertThat(put(hub, "A-1")).as("known again").isEqualTo(bob.id());
        }
    }

    @Test
    void whoHasAReferenceFromBeforeKeepsIt() throws Exception {
        try (TestHub hub = new TestHub(TestDatabase.SQLITE, folder)) {
            CustomerDetails bob = new CustomerDetails(
                    unkeyed(), Optional.of(new Personal("Bob")), Optional.empty(), Optional.empty(), Optional.empty());
            CustomerId before = hub.store.transactions().write(tx -> hub.core
                    .customers()
                    .put(tx, "shop", bob, PartyRole.RECIPIENT, Optional.empty(), hub.now()));

            assertThat(put(hub, "A-1")).isEqualTo(before);
        }
    }

    /** An order to Bob; gives whom he became. */
    private static CustomerId put(TestHub hub, String reference) throws Exception {
        String order =
                """
                {"customer":{"reference":"C-1"},"serviceLevel":"standard",
                 "shipments":[{"recipient":{"name":"Bob","postalCode":"K1A 0B1"},"parcels":[{"trackingNumber":"%s"}]}]}
                """
                        .formatted(ONE);
        OrderPut unused =
                hub.core.orders().put("shop", reference, OrderReader.read(order.getBytes(StandardCharsets.UTF_8)));
        List<CustomerId> to = hub.core.orders().recipients("shop", reference);
        assertThat(to).hasSize(1);
        return to.get(0);
    }

    /** What whoever guesses name and postal code right can make. */
    private static String unkeyed() throws Exception {
        byte[] hash =
                MessageDigest.getInstance("SHA-256").digest("bob\n\n\nk1a 0b1\n".getBytes(StandardCharsets.UTF_8));
        return "recipient-" + HexFormat.of().formatHex(hash, 0, 12);
    }
}
