package io.tagline.hub.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.TestHub;
import io.tagline.hub.access.MachineSecret;
import io.tagline.hub.access.Viewer;
import io.tagline.hub.customer.Channel;
import io.tagline.hub.customer.CustomerDetails;
import io.tagline.hub.customer.CustomerDocument;
import io.tagline.hub.customer.CustomerView;
import io.tagline.hub.customer.LifecycleStage;
import io.tagline.hub.customer.PartyRole;
import io.tagline.hub.customer.Personal;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Links that customers sign in by, and how long they last. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class AccountsTest {
    private static final String ADA = "Ada@Shop.Example";

    private final TestDatabase database;

    @TempDir
    Path folder;

    private TestHub hub;
    private Accounts accounts;

    AccountsTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void open() {
        hub = new TestHub(database, folder);
        accounts = new Accounts(hub.store.transactions(), hub.core.customers(), hub::now);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private CustomerView customer(String reference, String email) {
        return customer("shop", reference, email);
    }

    private CustomerView customer(String source, String reference, String email) {
        return hub.core
                .customers()
                .create(
                        Viewer.system(),
                        source,
                        reference,
                        new CustomerDocument(
                                Optional.of(new Personal("Ada")),
                                Optional.empty(),
                                Set.of(PartyRole.PAYER),
                                LifecycleStage.ACTIVE,
                                List.of(hub.core.customers().forms().point(Channel.EMAIL, email, Optional.empty())),
                                Map.of()))
                .customer();
    }

    private String link() {
        return accounts.link(ADA).orElseThrow().value();
    }

    @Test
    void aLinkIsGoodOnceAndForFifteenMinutes() {
        CustomerView ada = customer("C-1", ADA);
        String first = link();
        String late = link();
        assertThat(accounts.isGood(first)).isTrue();
        String secret = accounts.enter(first).orElseThrow().value();
        assertThat(accounts.session(secret).orElseThrow().ids()).containsExactly(ada.id());
        assertThat(accounts.enter(first)).isEmpty();
        hub.pass(Accounts.LINK_GOOD_FOR.minusMillis(1));
        assertThat(accounts.isGood(late)).isTrue();
        hub.pass(Duration.ofMillis(1));
        assertThat(accounts.isGood(late)).isFalse();
        assertThat(accounts.enter(late)).isEmpty();
        assertThat(accounts.enter("none")).isEmpty();
        assertThat(accounts.enter(secret)).as("a session is no link").isEmpty();
    }

    @Test
    void noMoreThanThreeLinksAreOpenAndTheNextComesWhenOneHasEnded() {
        customer("C-1", ADA);
        for (int i = 0; i < Accounts.MOST_LINKS; i++) {
            assertThat(accounts.link(ADA)).isPresent();
        }
        assertThat(accounts.link(ADA)).isEmpty();
        hub.pass(Accounts.LINK_GOOD_FOR);
        assertThat(accounts.link(ADA)).isPresent();
    }

    /** Whoever types somebody's address fills their mailbox with ten mails a day, not with three each quarter of an hour. */
    @Test
    void noMoreThanTenLinksADayAreMadeUsedOrNot() {
        customer("C-1", ADA);
        for (int i = 0; i < Accounts.MOST_LINKS_A_DAY; i++) {
            String token = link();
            if (i % 2 == 0) {
                assertThat(accounts.enter(token)).isPresent();
            }
            hub.pass(Accounts.LINK_GOOD_FOR);
        }
        assertThat(accounts.link(ADA)).isEmpty();
        hub.pass(Duration.ofDays(1).minus(Accounts.LINK_GOOD_FOR.multipliedBy(Accounts.MOST_LINKS_A_DAY)));
        assertThat(accounts.link(ADA)).as("a day after the first").isPresent();
        assertThat(accounts.link(ADA)).as("the second is not yet a day old").isEmpty();
    }

    /** However many links were mailed today. */
    private String another() {
        String token = UUID.randomUUID().toString();
        boolean unused = hub.store
                .transactions()
                .write(tx -> AccountsTable.addLink(
                        tx,
                        MachineSecret.hash(token),
                        "ada@shop.example",
                        hub.now().minus(Accounts.LINKS_COUNT_FOR),
                        hub.now().plus(Accounts.LINK_GOOD_FOR)));
        return token;
    }

    @Test
    void aSessionEndsAfterADayOrWhenItsOwnerLeavesOrAfterTenOthers() {
        customer("C-1", ADA);
        String left = accounts.enter(link()).orElseThrow().value();
        accounts.leave(left);
        assertThat(accounts.session(left)).isEmpty();
        List<String> secrets = new ArrayList<>();
        for (int i = 0; i <= Accounts.MOST_SESSIONS; i++) {
            secrets.add(accounts.enter(another()).orElseThrow().value());
            hub.pass(Duration.ofSeconds(1));
        }
        assertThat(accounts.session(secrets.get(0))).isEmpty();
        assertThat(accounts.session(secrets.get(1))).isPresent();
        hub.pass(Accounts.SESSION);
        assertThat(accounts.session(secrets.get(Accounts.MOST_SESSIONS))).isEmpty();
    }

    /** A shop that writes its own address into every order must not see them all as one customer. */
    @Test
    void whatManyShareOpensNothing() {
        for (int i = 0; i < Accounts.MOST_CUSTOMERS; i++) {
            customer("C-" + i, ADA);
        }
        String secret = accounts.enter(link()).orElseThrow().value();
        assertThat(accounts.session(secret).orElseThrow().customers()).hasSize(Accounts.MOST_CUSTOMERS);
        customer("C-one-more", ADA);
        assertThat(accounts.session(secret)).isEmpty();
        assertThat(accounts.link(ADA)).isEmpty();
    }

    /** Nor may such a shop lock out who gave the same address elsewhere, or has shown that it is theirs. */
    @Test
    void whatManyOfOneSourceShareOpensWhatOthersHaveAndWhatIsVerified() {
        CustomerView elsewhere = customer("market", "C-1", ADA);
        CustomerView shown = customer("C-0", ADA);
        hub.core.customers().verified(Viewer.system(), shown.id(), Channel.EMAIL, ADA);
        for (int i = 1; i <= 60; i++) {
            customer("C-" + i, ADA);
        }
        String secret = accounts.enter(link()).orElseThrow().value();
        assertThat(accounts.session(secret).orElseThrow().ids()).containsExactlyInAnyOrder(elsewhere.id(), shown.id());
    }

    /** As an order of this source says it. */
    private void told(String source, String reference, String email) {
        CustomerId unused = hub.store.transactions().write(tx -> hub.core
                .customers()
                .put(
                        tx,
                        source,
                        new CustomerDetails(
                                reference,
                                Optional.empty(),
                                Optional.of(new Personal(email)),
                                Optional.empty(),
                                Optional.empty()),
                        PartyRole.PAYER,
                        Optional.empty(),
                        hub.now()));
    }

    @Test
    void theSourceOfWhoWasMergedOpensNothingOfWhoTheyAre() {
        CustomerView ada = customer("C-1", ADA);
        CustomerView partners = customer("partner", "P-1", ADA);
        hub.core.customerMerges().merge(Viewer.system(), ada.id(), partners.id());
        assertThat(accounts.session(accounts.enter(link()).orElseThrow().value())
                        .orElseThrow()
                        .ids())
                .containsExactly(ada.id());
        told("partner", "P-1", "thief@partner.example");
        assertThat(accounts.link("thief@partner.example")).isEmpty();
        assertThat(accounts.link(ADA)).isPresent();
    }

    @Test
    void norDoesTheSourceThatTheyWereMergedInto() {
        CustomerView partners = customer("partner", "P-1", ADA);
        hub.core
                .customerMerges()
                .merge(Viewer.system(), partners.id(), customer("C-1", ADA).id());
        assertThat(accounts.link(ADA)).isPresent();
        told("partner", "P-1", "thief@partner.example");
        assertThat(accounts.link("thief@partner.example")).isEmpty();
        assertThat(accounts.link(ADA)).isPresent();
    }

    @Test
    void aVerifiedAddressOfWhoWasMergedStillOpens() {
        CustomerView old = customer("market", "C-1", ADA);
        hub.core.customers().verified(Viewer.system(), old.id(), Channel.EMAIL, ADA);
        CustomerView now = customer("C-2", "ada@new.example");
        hub.core.customerMerges().merge(Viewer.system(), now.id(), old.id());
        assertThat(accounts.session(accounts.enter(link()).orElseThrow().value())
                        .orElseThrow()
                        .ids())
                .containsExactly(now.id());
    }

    @Test
    void whoIsErasedIsSignedOutAndNothingOfIt() {
        CustomerView ada = customer("C-1", ADA);
        String secret = accounts.enter(link()).orElseThrow().value();
        String open = link();
        assertThat(hub.core
                        .customerPrivacy()
                        .export(Viewer.system(), ada.id())
                        .orElseThrow()
                        .records()
                        .get("sign-ins"))
                .hasSize(1);
        assertThat(hub.core.customerPrivacy().erase(Viewer.system(), ada.id()).rows())
                .as("a session, the link that opened it, and one that is open")
                .containsEntry("sign-ins", 3);
        assertThat(accounts.session(secret)).isEmpty();
        assertThat(accounts.enter(open)).isEmpty();
        assertThat(accounts.link(ADA)).isEmpty();
    }
}
