package io.tagline.hub.crm.fake.http;

import java.time.temporal.ChronoUnit;

/** An Odoo with the fields and the model of its own that Tagline's pages tell an administrator to make. */
public final class OdooFake {
    /** The key's field; on {@code x_tagline_event} no two records may have the same, on the others nothing keeps them apart. */
    public static final String KEY_FIELD = "x_tagline_id";

    public static final String DATABASE = OdooDialect.DATABASE;
    public static final String LOGIN = OdooDialect.LOGIN;
    public static final String API_KEY = OdooDialect.KEY;

    private OdooFake() {}

    public static FakeCrm start(Quirks quirks) {
        FakeCrm crm = new FakeCrm(quirks, ChronoUnit.MICROS, (store, ours, clock, uri) -> new OdooDialect(store, ours));
        define(crm.store());
        return crm;
    }

    private static void define(FakeStore store) {
        FakeField.Type moment = FakeField.Type.MOMENT;
        store.define(FakeModel.of("mail.message", "9", "message_id", false, FakeField.text("body", 1000)));
        store.define(FakeModel.of(
                "res.partner",
                "1",
                KEY_FIELD,
                false,
                FakeField.text("name", 255).needed(),
                FakeField.text("phone", 255),
                FakeField.text("city", 40),
                FakeField.of("credit_limit", FakeField.Type.NUMBER),
                FakeField.of("is_company", FakeField.Type.FLAG),
                FakeField.of("date", FakeField.Type.DAY),
                FakeField.choice("type", "contact", "delivery")));
        store.define(FakeModel.of(
                "sale.order",
                "2",
                KEY_FIELD,
                false,
                FakeField.link("partner_id", "res.partner"),
                FakeField.text("note", 1000),
                FakeField.of("commitment_date", moment)));
        store.define(FakeModel.of(
                "x_tagline_parcel",
                "3",
                KEY_FIELD,
                true,
                FakeField.link("x_order", "sale.order"),
                FakeField.text("x_status", 255),
                FakeField.of("x_promised", moment)));
        store.define(FakeModel.of(
                "x_tagline_event",
                "4",
                KEY_FIELD,
                true,
                FakeField.link("x_partner", "res.partner"),
                FakeField.link("x_order", "sale.order"),
                FakeField.text("x_text", 500),
                FakeField.of("x_occurred", moment)));
    }
}
