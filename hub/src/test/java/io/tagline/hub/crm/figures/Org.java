package io.tagline.hub.crm.figures;

import io.tagline.hub.crm.fake.http.DynamicsFake;
import io.tagline.hub.crm.fake.http.FakeCrm;
import io.tagline.hub.crm.fake.http.FakeField;
import io.tagline.hub.crm.fake.http.FakeModel;
import io.tagline.hub.crm.fake.http.HubspotFake;
import io.tagline.hub.crm.fake.http.OdooFake;
import io.tagline.hub.crm.fake.http.Quirks;
import io.tagline.hub.crm.fake.http.SalesforceFake;
import io.tagline.hub.crm.mapping.CrmKind;
import java.util.Locale;

/**
 * Fakes as an administrator makes them ready for the mapping that is shipped: each model's fields in one line, {@code name} for a text,
 * {@code name:type}, {@code name>model} for a link.
 *
 * @param customers the model of customers
 */
record Org(FakeCrm crm, String customers, String orders, String events) implements AutoCloseable {

    static Org start(CrmKind kind, Quirks quirks) {
        return switch (kind) {
            case SALESFORCE -> salesforce(SalesforceFake.start(quirks));
            case HUBSPOT -> hubspot(HubspotFake.start(quirks));
            case DYNAMICS -> dynamics(DynamicsFake.start(quirks));
            case ODOO -> odoo(OdooFake.start(quirks));
            case TRYTON, WEBHOOK, DROP -> throw new IllegalArgumentException(kind + ": expected one that has a fake");
        };
    }

    private static Org salesforce(FakeCrm crm) {
        String key = "Tagline_Id__c";
        define(
                crm,
                key,
                "Account",
                "00100000000",
                "Name! Phone Email__c BillingStreet Segment__c Contact_By__c Notices__c:flag");
        define(
                crm,
                key,
                "Order",
                "80100000000",
                "AccountId>Account EffectiveDate:day Status OrderReferenceNumber Service_Level__c Parcels__c:number"
                        + " Delivered__c:number Delivery_Status__c Expected__c:day Tracking_Link__c");
        define(
                crm,
                key,
                "Tagline_Parcel__c",
                "a0200000000",
                "Order__c>Order Account__c>Account Name Status__c Status_Text__c Status_At__c:moment Promised_From__c:day"
                        + " Promised_By__c:day Tracking_Link__c Retired__c:flag");
        define(
                crm,
                key,
                "Tagline_Event__c",
                "a0300000000",
                "Account__c>Account Order__c>Order Parcel__c>Tagline_Parcel__c Kind__c Text__c Happened_At__c:moment Site__c");
        define(
                crm,
                key,
                "Case",
                "50000000000",
                "AccountId>Account Order__c>Order Origin Type__c Status Subject Description");
        define(
                crm,
                key,
                "Tagline_Feedback__c",
                "a0400000000",
                "Account__c>Account Order__c>Order About__c Score__c:number Comment__c Given_At__c:moment");
        return new Org(crm, "Account", "Order", "Tagline_Event__c");
    }

    private static Org hubspot(FakeCrm crm) {
        HubspotSetUp.of(crm);
        return new Org(crm, "contacts", "orders", "p_tagline_event");
    }

    private static Org dynamics(FakeCrm crm) {
        String key = "tgl_id";
        define(
                crm,
                key,
                "account",
                "a0000000-0000-0000-0000-00000",
                "name! emailaddress1 telephone1 address1_line1 tgl_segment tgl_contactby tgl_notices:flag");
        define(
                crm,
                key,
                "salesorder",
                "b0000000-0000-0000-0000-00000",
                "customerid>account name tgl_servicelevel tgl_status tgl_parcels:number tgl_delivered:number"
                        + " tgl_expected:day tgl_link");
        define(
                crm,
                key,
                "tgl_parcel",
                "c0000000-0000-0000-0000-00000",
                "tgl_order>salesorder tgl_account>account tgl_name tgl_status tgl_statustext tgl_statusat:moment"
                        + " tgl_promisedby:day tgl_link tgl_retired:flag");
        define(
                crm,
                key,
                "tgl_trackingevent",
                "d0000000-0000-0000-0000-00000",
                "tgl_account>account tgl_order>salesorder tgl_parcel>tgl_parcel tgl_kind tgl_name tgl_at:moment tgl_site");
        define(
                crm,
                key,
                "incident",
                "e0000000-0000-0000-0000-00000",
                "customerid>account title description tgl_kind tgl_state");
        define(
                crm,
                key,
                "tgl_feedback",
                "f0000000-0000-0000-0000-00000",
                "tgl_account>account tgl_about tgl_score:number tgl_name tgl_at:moment");
        return new Org(crm, "account", "salesorder", "tgl_trackingevent");
    }

    private static Org odoo(FakeCrm crm) {
        String key = "x_tagline_id";
        define(crm, key, "res.partner", "1", "name! email phone street x_segment x_contact_by x_notices:flag");
        define(
                crm,
                key,
                "sale.order",
                "2",
                "partner_id>res.partner client_order_ref x_service_level x_status x_parcels:number x_delivered:number"
                        + " x_expected:day x_link");
        define(
                crm,
                key,
                "x_tagline_parcel",
                "3",
                "x_order>sale.order x_partner>res.partner x_name x_status x_status_text x_status_at:moment"
                        + " x_promised_by:day x_link x_retired:flag");
        define(
                crm,
                key,
                "x_tagline_event",
                "4",
                "x_partner>res.partner x_order>sale.order x_parcel>x_tagline_parcel x_kind x_name x_at:moment x_site");
        define(crm, key, "helpdesk.ticket", "5", "partner_id>res.partner name description x_kind x_state");
        define(crm, key, "x_tagline_feedback", "6", "x_partner>res.partner x_about x_score:number x_name x_at:moment");
        return new Org(crm, "res.partner", "sale.order", "x_tagline_event");
    }

    private static void define(FakeCrm crm, String key, String model, String prefix, String fields) {
        String[] each = fields.split(" ", -1);
        FakeField[] made = new FakeField[each.length];
        for (int i = 0; i < each.length; i++) {
            made[i] = field(each[i]);
        }
        crm.store().define(FakeModel.of(model, prefix, key, true, made));
    }

    private static FakeField field(String said) {
        if (said.contains(">")) {
            String[] link = said.split(">", -1);
            return FakeField.link(link[0], link[1]);
        }
        if (said.contains(":")) {
            String[] typed = said.split(":", -1);
            return FakeField.of(typed[0], FakeField.Type.valueOf(typed[1].toUpperCase(Locale.ROOT)));
        }
        return said.endsWith("!")
                ? FakeField.text(said.substring(0, said.length() - 1), 255).needed()
                : FakeField.text(said, 255);
    }

    @Override
    public void close() {
        crm.close();
    }
}
