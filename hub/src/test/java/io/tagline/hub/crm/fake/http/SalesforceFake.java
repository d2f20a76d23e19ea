package io.tagline.hub.crm.fake.http;

import java.security.PublicKey;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** A Salesforce org with the fields that Tagline's pages tell an administrator to make. */
public final class SalesforceFake {
    public static final String KEY = "Tagline_Key__c";
    public static final String CLIENT_ID = SalesforceDialect.CLIENT_ID;
    public static final String CLIENT_SECRET = SalesforceDialect.CLIENT_SECRET;
    public static final String USERNAME = SalesforceDialect.USERNAME;
    public static final String VERSION = SalesforceDialect.VERSION;

    static final String USER = "005000000000001AAA";

    private SalesforceFake() {}

    public static FakeCrm start(Quirks quirks) {
        return start(quirks, Optional.empty());
    }

    /**
     * Started.
     *
     * @param certificate by which the app knows our signature; empty where it takes a client secret only
     */
    public static FakeCrm start(Quirks quirks, Optional<PublicKey> certificate) {
        FakeCrm crm = new FakeCrm(
                quirks,
                ChronoUnit.SECONDS,
                (store, ours, clock, uri) -> new SalesforceDialect(
                        store, ours, new SalesforceTokens(uri, Map.of(CLIENT_ID, CLIENT_SECRET), certificate, USER)));
        define(crm.store());
        return crm;
    }

    private static void define(FakeStore store) {
        FakeField.Type number = FakeField.Type.NUMBER;
        FakeField.Type moment = FakeField.Type.MOMENT;
        store.define(FakeModel.of("User", "00500000000", "Username", true));
        store.define(FakeModel.of(
                "Account",
                "00100000000",
                KEY,
                true,
                FakeField.text("Name", 255).needed(),
                FakeField.text("Phone", 40),
                FakeField.text("BillingStreet", 255),
                FakeField.text("BillingCity", 40),
                FakeField.of("NumberOfEmployees", number),
                FakeField.of("Tagline_Active__c", FakeField.Type.FLAG),
                FakeField.of("Tagline_Since__c", FakeField.Type.DAY),
                FakeField.choice("Tagline_Level__c", "basic", "express")));
        store.define(FakeModel.of(
                "Tagline_Order__c",
                "a0100000000",
                KEY,
                true,
                FakeField.text("Name", 80),
                FakeField.link("Account__c", "Account"),
                FakeField.text("Status__c", 255),
                FakeField.of("Promised__c", moment)));
        store.define(FakeModel.of(
                "Tagline_Parcel__c",
                "a0200000000",
                KEY,
                true,
                FakeField.text("Name", 80),
                FakeField.link("Order__c", "Tagline_Order__c"),
                FakeField.text("Status__c", 255),
                FakeField.of("Promised__c", moment)));
        store.define(FakeModel.of(
                "Tagline_Event__c",
                "a0300000000",
                KEY,
                true,
                FakeField.link("Account__c", "Account"),
                FakeField.link("Order__c", "Tagline_Order__c"),
                FakeField.text("Text__c", 255),
                FakeField.of("Occurred__c", moment),
                FakeField.of("Number__c", number)));
        store.define(FakeModel.of(
                "Case",
                "50000000000",
                KEY,
                true,
                FakeField.text("Subject", 255),
                FakeField.text("Status", 40),
                FakeField.link("AccountId", "Account")));
    }
}
