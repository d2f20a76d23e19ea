package io.tagline.hub.crm.hubspot;

import io.tagline.hub.crm.fake.http.FakeCrm;
import io.tagline.hub.crm.fake.http.HubspotFake;
import io.tagline.hub.crm.fake.http.Quirk;
import io.tagline.hub.crm.fake.http.Quirks;
import io.tagline.hub.crm.peer.LossyProxy;
import io.tagline.hub.crm.peer.ModelCase;
import io.tagline.hub.crm.peer.Peer;
import io.tagline.hub.crm.peer.PeerContract;
import io.tagline.hub.crm.peer.Value;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Stream;

/** The connector against a HubSpot that shows short pages, a search that is behind, 404 for an empty list and a clock an hour off. */
final class HubspotContractTest extends PeerContract {
    private static final String WRONG = "pat-not-the-token";
    private static final ModelCase COMPANY = ModelCase.of("companies", "name")
            .holding(Map.of(
                    "phone", new Value.Text("+1 613 555 0100"),
                    "numberofemployees", new Value.Decimal(new BigDecimal("12.5")),
                    "tagline_active", new Value.Flag(true),
                    "tagline_since", new Value.Day(LocalDate.of(2026, 11, 20)),
                    "tagline_level", new Value.Text("express")))
            .refusing("tagline_level", new Value.Text("no such level"))
            .guarding();
    private static final ModelCase ORDER = ModelCase.of("p_tagline_order", "status")
            .holding(Map.of("promised", new Value.Moment(Instant.parse("2026-11-23T10:00:00.250Z"))))
            .linking("company", COMPANY)
            .guarding();
    private static final ModelCase EVENT =
            ModelCase.of("p_tagline_event", "text").linking("company", COMPANY).appended();

    private final FakeCrm crm = HubspotFake.start(Quirks.seeded(3)
            .with(Quirk.SHORT_PAGES, 0.3)
            .with(Quirk.STALE_SEARCH, 1)
            .with(Quirk.EMPTY_IS_404, 0.5)
            .lag(Duration.ofMillis(20)));

    @Override
    protected void startPeer(Path folder) {
        crm.clock().setOff(Duration.ofHours(1));
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
        return HubspotPeerTest.peer(through, HubspotFake.TOKEN, Duration.ofSeconds(5));
    }

    @Override
    protected Peer stranger(URI through) {
        return HubspotPeerTest.peer(through, WRONG, Duration.ofSeconds(5));
    }

    @Override
    protected String strangersSecret() {
        return WRONG;
    }

    @Override
    protected boolean writes(LossyProxy.Seen request) {
        return request.head().matches("(?s)POST [^ ]*/batch/(create|upsert|update) .*");
    }

    @Override
    protected Stream<ModelCase> models() {
        return Stream.of(COMPANY, ORDER, EVENT);
    }

    /** A private app's token doesn't end. */
    @Override
    protected boolean endSessions() {
        return false;
    }

    @Override
    protected Duration settles() {
        return Duration.ofMillis(30);
    }
}
