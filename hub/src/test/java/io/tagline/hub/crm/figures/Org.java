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
 * {@code name:type}, {@code name>model} for a link; with {@code !} behind it where it is needed.
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
        define(crm, CrmKind.SALESFORCE, "Tagline_Id__c", "a0%d00000000");
        return new Org(crm, "Account", "Order", "Tagline_Event__c");
    }

    private static Org hubspot(FakeCrm crm) {
        HubspotSetUp.of(crm);
        return new Org(crm, "contacts", "orders", "p_tagline_event");
    }

    private static Org dynamics(FakeCrm crm) {
        define(crm, CrmKind.DYNAMICS, "tgl_id", "%d0000000-0000-0000-0000-00000");
        return new Org(crm, "account", "salesorder", "tgl_trackingevent");
    }

    private static Org odoo(FakeCrm crm) {
        String key = OdooFake.KEY_FIELD;
        define(crm, key, "res.partner", "1", "name! email phone street x_segment x_contact_by x_notices:flag");
        define(
                crm,
                key,
                "sale.order",
                "2",
                "partner_id>res.partner! client_order_ref x_service_level x_status x_parcels:number x_delivered:number"
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
        define(crm, key, "helpdesk.ticket", "5", "partner_id>res.partner name! description x_kind x_state");
        define(crm, key, "x_tagline_feedback", "6", "x_partner>res.partner x_about x_score:number x_name x_at:moment");
        return new Org(crm, "res.partner", "sale.order", "x_tagline_event");
    }

    /** As its page says. */
    private static void define(FakeCrm crm, CrmKind kind, String key, String idPrefix) {
        SetUpPage page = SetUpPage.of(kind);
        int number = 0;
        for (String model : page.models().keySet()) {
            crm.store().define(page.model(model, String.format(Locale.ROOT, idPrefix, ++number), key));
        }
    }

    private static void define(FakeCrm crm, String key, String model, String prefix, String fields) {
        String[] each = fields.split(" ", -1);
        FakeField[] made = new FakeField[each.length];
        for (int i = 0; i < each.length; i++) {
            made[i] = field(each[i]);
        }
        // nothing keeps keys apart in models of Odoo's own
        boolean unique = !key.equals(OdooFake.KEY_FIELD) || model.startsWith("x_");
        crm.store().define(FakeModel.of(model, prefix, key, unique, made));
    }

    private static FakeField field(String said) {
        return said.endsWith("!") ? plain(said.substring(0, said.length() - 1)).needed() : plain(said);
    }

    private static FakeField plain(String said) {
        if (said.contains(">")) {
            String[] link = said.split(">", -1);
            return FakeField.link(link[0], link[1]);
        }
        if (said.contains(":")) {
            String[] typed = said.split(":", -1);
            return FakeField.of(typed[0], FakeField.Type.valueOf(typed[1].toUpperCase(Locale.ROOT)));
        }
        return FakeField.text(said, 255);
    }

    @Override
    public void close() {
        crm.close();
    }
}
