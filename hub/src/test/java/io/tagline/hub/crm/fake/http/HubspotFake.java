package io.tagline.hub.crm.fake.http;

import java.time.temporal.ChronoUnit;
import java.util.Set;

/** A HubSpot account with the properties and the custom object that Tagline's pages tell an administrator to make. */
public final class HubspotFake {
    public static final String KEY = "tagline_key";
    public static final String TOKEN = HubspotDialect.TOKEN;

    private HubspotFake() {}

    public static FakeCrm start(Quirks quirks) {
        FakeCrm crm = new FakeCrm(
                quirks, ChronoUnit.MILLIS, (store, ours, clock, uri) -> new HubspotDialect(store, ours, clock));
        define(crm.store());
        relate(crm, "p_tagline_order", "companies");
        relate(crm, "p_tagline_event", "companies", "p_tagline_order");
        return crm;
    }

    /** Ids of the records of one type that are associated with this one. */
    public static Set<String> associated(FakeCrm crm, String from, String id, String to) {
        return ((HubspotDialect) crm.dialect()).associations().of(from, id, to);
    }

    /** An administrator allows records of one type to be associated with those of others. */
    public static void relate(FakeCrm crm, String from, String... others) {
        for (String to : others) {
            ((HubspotDialect) crm.dialect()).associations().define(from, to);
        }
    }

    /** And no longer. */
    public static void forbid(FakeCrm crm, String from, String to) {
        ((HubspotDialect) crm.dialect()).associations().forbid(from, to);
    }

    /** A person takes an association away. */
    public static void separate(FakeCrm crm, String from, String id, String to, String other) {
        ((HubspotDialect) crm.dialect()).associations().remove(from, id, to, other);
    }

    private static void define(FakeStore store) {
        FakeField.Type moment = FakeField.Type.MOMENT;
        store.define(FakeModel.of(
                "companies",
                "1",
                KEY,
                true,
                FakeField.text("name", 255),
                FakeField.text("phone", 40),
                FakeField.text("city", 100),
                FakeField.of("numberofemployees", FakeField.Type.NUMBER),
                FakeField.of("tagline_active", FakeField.Type.FLAG),
                FakeField.of("tagline_since", FakeField.Type.DAY),
                FakeField.choice("tagline_level", "basic", "express")));
        store.define(FakeModel.of(
                "p_tagline_order",
                "2",
                KEY,
                true,
                FakeField.text("name", 255),
                FakeField.text("status", 100),
                FakeField.of("promised", moment)));
        store.define(FakeModel.of(
                "p_tagline_parcel",
                "3",
                KEY,
                true,
                FakeField.text("name", 255),
                FakeField.text("status", 100),
                FakeField.of("promised", moment)));
        store.define(FakeModel.of(
                "p_tagline_event",
                "4",
                KEY,
                true,
                FakeField.text("text", 500),
                FakeField.of("occurred", moment),
                FakeField.of("number", FakeField.Type.NUMBER)));
        store.define(FakeModel.of(
                "tickets", "5", KEY, true, FakeField.text("subject", 255), FakeField.text("content", 2000)));
    }
}
