package io.tagline.hub.crm.odoo;

import io.tagline.hub.crm.fake.http.FakeCrm;
import io.tagline.hub.crm.fake.http.OdooFake;
import io.tagline.hub.crm.fake.http.Quirk;
import io.tagline.hub.crm.fake.http.Quirks;
import io.tagline.hub.crm.http.HttpLimits;
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
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Stream;

/** The connector against an Odoo with no time of change on new records, 500 for bad values and a clock that is an hour off. */
abstract class OdooContract extends PeerContract {
    private static final String WRONG = "not-the-key";
    private static final ModelCase PARTNER = ModelCase.of("res.partner", "name")
            .holding(Map.of(
                    "phone", new Value.Text("+1 613 555 0100"),
                    "credit_limit", new Value.Decimal(new BigDecimal("12.5")),
                    "is_company", new Value.Flag(true),
                    "date", new Value.Day(LocalDate.of(2026, 11, 20)),
                    "type", new Value.Text("delivery")))
            .refusing("type", new Value.Text("no such type"))
            .limiting("city", 40);
    private static final ModelCase ORDER = ModelCase.of("sale.order", "note")
            .holding(Map.of("commitment_date", new Value.Moment(Instant.parse("2026-11-23T10:00:00Z"))))
            .linking("partner_id", PARTNER);
    private static final ModelCase PARCEL =
            ModelCase.of("x_tagline_parcel", "x_status").linking("x_order", ORDER);
    private static final ModelCase EVENT = ModelCase.of("x_tagline_event", "x_text")
            .linking("x_partner", PARTNER)
            .appended();

    private final OdooSettings.Api api;
    private final FakeCrm crm = OdooFake.start(Quirks.seeded(3)
            .with(Quirk.NULL_STAMP, 1)
            .with(Quirk.REFUSAL_IS_500, 0.5)
            .with(Quirk.MODIFIED_ENTRY, 1));

    OdooContract(OdooSettings.Api api) {
        this.api = api;
    }

    static OdooPeer peer(URI address, OdooSettings.Api api, String key, Duration longest) {
        return new OdooPeer(
                new OdooSettings(
                        address,
                        OdooFake.DATABASE,
                        OdooFake.LOGIN,
                        new Secret(key),
                        api,
                        Map.of(
                                "res.partner", new OdooSettings.Model(OdooFake.KEY_FIELD, false, Map.of()),
                                "sale.order",
                                        new OdooSettings.Model(
                                                OdooFake.KEY_FIELD, false, Map.of("partner_id", "res.partner")),
                                "x_tagline_parcel",
                                        new OdooSettings.Model(
                                                OdooFake.KEY_FIELD, true, Map.of("x_order", "sale.order")),
                                "x_tagline_event",
                                        new OdooSettings.Model(
                                                OdooFake.KEY_FIELD,
                                                true,
                                                Map.of("x_partner", "res.partner", "x_order", "sale.order"))),
                        HttpLimits.USUAL.within(Duration.ofSeconds(5)),
                        longest),
                InstantSource.system());
    }

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
        return peer(through, api, OdooFake.API_KEY, Duration.ofSeconds(5));
    }

    @Override
    protected Peer stranger(URI through) {
        return peer(through, api, WRONG, Duration.ofSeconds(5));
    }

    @Override
    protected String strangersSecret() {
        return WRONG;
    }

    @Override
    protected boolean writes(LossyProxy.Seen request) {
        return request.head().matches("(?s)POST [^ ]*/(create|write) .*")
                || request.says("\"create\"")
                || request.says("\"write\"");
    }

    @Override
    protected Stream<ModelCase> models() {
        return Stream.of(EVENT, PARCEL, PARTNER, ORDER);
    }

    /** A key doesn't run out. */
    @Override
    protected boolean endSessions() {
        return false;
    }
}
