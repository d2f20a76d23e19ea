package io.tagline.hub.crm.fake.http;

import java.time.temporal.ChronoUnit;

/** A Dynamics 365 organisation with the columns, keys and tables that Tagline's pages tell an administrator to make. */
public final class DynamicsFake {
    public static final String KEY = "tagline_key";
    public static final String TENANT = DynamicsDialect.TENANT;
    public static final String CLIENT_ID = DynamicsDialect.CLIENT_ID;
    public static final String CLIENT_SECRET = DynamicsDialect.CLIENT_SECRET;

    private DynamicsFake() {}

    public static FakeCrm start(Quirks quirks) {
        FakeCrm crm = new FakeCrm(
                quirks,
                ChronoUnit.SECONDS,
                (store, ours, clock, uri) -> new DynamicsDialect(store, ours, uri.toString()));
        define(crm.store());
        return crm;
    }

    private static void define(FakeStore store) {
        FakeField.Type moment = FakeField.Type.MOMENT;
        store.define(FakeModel.of(
                "account",
                "a0000000-0000-0000-0000-00000",
                KEY,
                true,
                FakeField.text("name", 160).needed(),
                FakeField.text("telephone1", 50),
                FakeField.text("address1_city", 80),
                FakeField.of("numberofemployees", FakeField.Type.NUMBER),
                FakeField.of("tagline_active", FakeField.Type.FLAG),
                FakeField.of("tagline_since", FakeField.Type.DAY),
                FakeField.choice("tagline_level", "1", "2")));
        store.define(FakeModel.of(
                "tagline_order",
                "b0000000-0000-0000-0000-00000",
                KEY,
                true,
                FakeField.text("tagline_name", 100),
                FakeField.link("tagline_account", "account"),
                FakeField.text("tagline_status", 100),
                FakeField.of("tagline_promised", moment)));
        store.define(FakeModel.of(
                "tagline_parcel",
                "c0000000-0000-0000-0000-00000",
                KEY,
                true,
                FakeField.text("tagline_name", 100),
                FakeField.link("tagline_order", "tagline_order"),
                FakeField.text("tagline_status", 100),
                FakeField.of("tagline_promised", moment)));
        store.define(FakeModel.of(
                "tagline_event",
                "d0000000-0000-0000-0000-00000",
                KEY,
                true,
                FakeField.link("tagline_account", "account"),
                FakeField.link("tagline_order", "tagline_order"),
                FakeField.text("tagline_text", 500),
                FakeField.of("tagline_occurred", moment),
                FakeField.of("tagline_number", FakeField.Type.NUMBER)));
        store.define(FakeModel.of(
                "incident",
                "e0000000-0000-0000-0000-00000",
                KEY,
                true,
                FakeField.text("title", 200),
                FakeField.text("description", 2000)));
    }
}
