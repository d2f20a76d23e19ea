package io.tagline.hub.crm.odoo;

/** Odoo before 19: errors come with HTTP 200. */
final class OdooJsonRpcContractTest extends OdooContract {
    OdooJsonRpcContractTest() {
        super(OdooSettings.Api.JSON_RPC);
    }
}
