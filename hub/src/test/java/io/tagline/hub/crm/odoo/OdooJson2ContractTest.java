package io.tagline.hub.crm.odoo;

/** Odoo 19 and later. */
final class OdooJson2ContractTest extends OdooContract {
    OdooJson2ContractTest() {
        super(OdooSettings.Api.JSON_2);
    }
}
