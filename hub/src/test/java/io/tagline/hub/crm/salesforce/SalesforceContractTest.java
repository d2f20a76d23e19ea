package io.tagline.hub.crm.salesforce;

import io.tagline.hub.crm.fake.http.FakeCrm;
import io.tagline.hub.crm.fake.http.Quirk;
import io.tagline.hub.crm.fake.http.Quirks;
import io.tagline.hub.crm.fake.http.SalesforceFake;
import io.tagline.hub.crm.peer.LossyProxy;
import io.tagline.hub.crm.peer.ModelCase;
import io.tagline.hub.crm.peer.Peer;
import io.tagline.hub.crm.peer.PeerContract;
import io.tagline.hub.crm.peer.Value;
import io.tagline.settings.Secret;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The connector against a Salesforce that shows short pages and a clock an hour off. Stale versions aren't tried here: two writes of
 * ours within a second have one version, which {@link SalesforcePeerTest} shows to be another one than a person's.
 */
final class SalesforceContractTest extends PeerContract {
    private static final String WRONG = "not-the-secret";
    private static final ModelCase ACCOUNT = ModelCase.of("Account", "Name")
            .holding(Map.of(
                    "Phone", new Value.Text("+1 613 555 0100"),
                    "NumberOfEmployees", new Value.Decimal(new BigDecimal("12.5")),
                    "Tagline_Active__c", new Value.Flag(true),
                    "Tagline_Since__c", new Value.Day(LocalDate.of(2026, 11, 20)),
                    "Tagline_Level__c", new Value.Text("express")))
            .refusing("Tagline_Level__c", new Value.Text("no such level"))
            .limiting("BillingCity", 40);
    private static final ModelCase ORDER = ModelCase.of("Tagline_Order__c", "Status__c")
            .holding(Map.of("Promised__c", new Value.Moment(Instant.parse("2026-11-23T10:00:00Z"))))
            .limiting("Name", 80)
            .linking("Account__c", ACCOUNT);
    private static final ModelCase EVENT = ModelCase.of("Tagline_Event__c", "Text__c")
            .linking("Account__c", ACCOUNT)
            .appended();

    private final FakeCrm crm = SalesforceFake.start(Quirks.seeded(3).with(Quirk.SHORT_PAGES, 0.3));

    @Override
    protected void startPeer(Path folder) {
        crm.clock().setOff(Duration.ofHours(-1));
    }

    @Override
    protected void stopPeer() {
        crm.close();
    }

    @Override
    protected URI address() {
        return crm.uri();
    }

    @Override
    protected Peer connect(URI through) {
        return peer(through, SalesforceFake.CLIENT_SECRET);
    }

    @Override
    protected Peer stranger(URI through) {
        return peer(through, WRONG);
    }

    private static Peer peer(URI through, String secret) {
        return SalesforcePeerTest.peer(
                through, new SalesforceSettings.Login.ClientSecret(new Secret(secret)), Duration.ofSeconds(5));
    }

    @Override
    protected String strangersSecret() {
        return WRONG;
    }

    @Override
    protected boolean writes(LossyProxy.Seen request) {
        return request.head().startsWith("PATCH");
    }

    @Override
    protected Stream<ModelCase> models() {
        return Stream.of(ACCOUNT, ORDER, EVENT);
    }

    @Override
    protected boolean endSessions() {
        crm.expireTokens();
        return true;
    }

    @Override
    protected String strangeId() {
        return "001000000009999AAA";
    }
}
