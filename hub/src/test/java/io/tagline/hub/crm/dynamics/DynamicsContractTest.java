package io.tagline.hub.crm.dynamics;

import io.tagline.hub.crm.fake.http.DynamicsFake;
import io.tagline.hub.crm.fake.http.FakeCrm;
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

/** The connector against a Dynamics 365 that shows short pages and a clock an hour off. */
final class DynamicsContractTest extends PeerContract {
    private static final String WRONG = "not-the-secret";
    private static final ModelCase ACCOUNT = ModelCase.of("account", "name")
            .holding(Map.of(
                    "telephone1", new Value.Text("+1 613 555 0100"),
                    "numberofemployees", new Value.Decimal(new BigDecimal("12.5")),
                    "tagline_active", new Value.Flag(true),
                    "tagline_since", new Value.Day(LocalDate.of(2026, 11, 20)),
                    "tagline_level", new Value.Text("2")))
            .refusing("tagline_level", new Value.Text("99"))
            .limiting("address1_city", 80)
            .guarding();
    private static final ModelCase ORDER = ModelCase.of("tagline_order", "tagline_status")
            .holding(Map.of("tagline_promised", new Value.Moment(Instant.parse("2026-11-23T10:00:00Z"))))
            .linking("tagline_account", ACCOUNT)
            .guarding();
    private static final ModelCase EVENT = ModelCase.of("tagline_event", "tagline_text")
            .linking("tagline_account", ACCOUNT)
            .appended();

    private final FakeCrm crm = DynamicsFake.start(Quirks.seeded(3).with(Quirk.SHORT_PAGES, 0.3));

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
        return DynamicsPeerTest.peer(through, DynamicsFake.CLIENT_SECRET, Duration.ofSeconds(5));
    }

    @Override
    protected Peer stranger(URI through) {
        return DynamicsPeerTest.peer(through, WRONG, Duration.ofSeconds(5));
    }

    @Override
    protected String strangersSecret() {
        return WRONG;
    }

    @Override
    protected boolean writes(LossyProxy.Seen request) {
        // a batch may hold nothing but questions
        return request.head().startsWith("POST /api/data/")
                && (!request.head().contains("/$batch") || request.body().contains("PATCH /api/data/"));
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
        return "a0000000-0000-0000-0000-999999999999";
    }
}
