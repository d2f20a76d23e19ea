package io.tagline.hub.crm.connect;

import io.tagline.hub.crm.drop.DropPeer;
import io.tagline.hub.crm.drop.DropSettings;
import io.tagline.hub.crm.dynamics.DynamicsPeer;
import io.tagline.hub.crm.dynamics.DynamicsSettings;
import io.tagline.hub.crm.http.HttpLimits;
import io.tagline.hub.crm.hubspot.HubspotPeer;
import io.tagline.hub.crm.hubspot.HubspotSettings;
import io.tagline.hub.crm.mapping.CrmLogin;
import io.tagline.hub.crm.mapping.CrmSettings;
import io.tagline.hub.crm.mapping.ModelShape;
import io.tagline.hub.crm.odoo.OdooPeer;
import io.tagline.hub.crm.odoo.OdooSettings;
import io.tagline.hub.crm.peer.Peer;
import io.tagline.hub.crm.salesforce.SalesforcePeer;
import io.tagline.hub.crm.salesforce.SalesforceSettings;
import io.tagline.hub.crm.tryton.TrytonPeer;
import io.tagline.hub.crm.tryton.TrytonSettings;
import io.tagline.hub.crm.webhook.WebhookPeer;
import io.tagline.hub.crm.webhook.WebhookSettings;
import io.tagline.hub.webhook.PublicHosts;
import io.tagline.settings.Secret;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Makes connectors from settings; connects to nothing yet. */
public final class Peers {
    private static final String ID = "id";

    private Peers() {}

    /**
     * The connector of a CRM. Whoever opens it closes it.
     *
     * @throws IllegalArgumentException for settings that it can't work with, naming them
     */
    public static Peer open(CrmSettings crm, InstantSource clock) {
        return switch (crm.kind()) {
            case TRYTON -> new TrytonPeer(tryton(crm), clock);
            case SALESFORCE -> new SalesforcePeer(salesforce(crm), clock);
            case WEBHOOK -> new WebhookPeer(webhook(crm), clock);
            case DROP -> new DropPeer(drop(crm), clock);
            case HUBSPOT -> new HubspotPeer(hubspot(crm), clock);
            case DYNAMICS -> new DynamicsPeer(dynamics(crm), clock);
            case ODOO -> new OdooPeer(odoo(crm), clock);
        };
    }

    private static TrytonSettings tryton(CrmSettings crm) {
        CrmLogin login = crm.login();
        Map<String, Pattern> keys = new TreeMap<>();
        crm.mapping().shapes().forEach((model, shape) -> shape.key().ifPresent(key -> keys.put(model, key)));
        return new TrytonSettings(
                url(crm),
                login.database().orElse(""),
                login.username().orElse(""),
                login.password().map(Secret::reveal).orElse(""),
                Optional.empty(),
                Optional.empty(),
                crm.longestRequest().orElse(TrytonSettings.LONGEST_REQUEST),
                TrytonSettings.OVERLAP,
                keys);
    }

    private static SalesforceSettings salesforce(CrmSettings crm) {
        CrmLogin login = crm.login();
        Map<String, SalesforceSettings.Model> models = new TreeMap<>();
        crm.mapping()
                .shapes()
                .forEach((model, shape) ->
                        models.put(model, new SalesforceSettings.Model(keyField(shape), links(shape))));
        SalesforceSettings.Login as = login.privateKey()
                .<SalesforceSettings.Login>map(
                        key -> new SalesforceSettings.Login.Jwt(login.username().orElse(""), key, login.tokenUrl()))
                .orElseGet(() -> new SalesforceSettings.Login.ClientSecret(
                        login.clientSecret().orElse(new Secret(""))));
        return new SalesforceSettings(
                url(crm),
                login.clientId().orElse(""),
                as,
                SalesforceSettings.USUAL_VERSION,
                models,
                limits(crm),
                crm.longestRequest().orElse(SalesforceSettings.USUAL_LONGEST));
    }

    private static HubspotSettings hubspot(CrmSettings crm) {
        Map<String, HubspotSettings.Model> models = new TreeMap<>();
        crm.mapping()
                .shapes()
                .forEach((model, shape) -> models.put(model, new HubspotSettings.Model(keyField(shape), links(shape))));
        return new HubspotSettings(
                crm.url().orElse(HubspotSettings.USUAL_ADDRESS),
                crm.login().token().orElse(new Secret("")),
                models,
                limits(crm),
                crm.longestRequest().orElse(HubspotSettings.USUAL_LONGEST));
    }

    private static DynamicsSettings dynamics(CrmSettings crm) {
        CrmLogin login = crm.login();
        Map<String, DynamicsSettings.Model> models = new TreeMap<>();
        crm.mapping().shapes().forEach((model, shape) -> {
            Map<String, DynamicsSettings.Link> links = new TreeMap<>();
            shape.links()
                    .forEach((field, link) -> links.put(
                            field,
                            new DynamicsSettings.Link(
                                    link.model(), link.navigation().orElse(field))));
            models.put(
                    model,
                    // as Dataverse names what it isn't told a name for
                    new DynamicsSettings.Model(shape.set().orElse(model + "s"), model + "id", keyField(shape), links));
        });
        return new DynamicsSettings(
                url(crm),
                login.tokenUrl().map(URI::create).orElse(DynamicsSettings.USUAL_AUTHORITY),
                login.tenant().orElse(""),
                login.clientId().orElse(""),
                login.clientSecret().orElse(new Secret("")),
                models,
                limits(crm),
                crm.longestRequest().orElse(DynamicsSettings.USUAL_LONGEST));
    }

    /** With a user's name by the interface that there was before 19.0, which needs one. */
    private static OdooSettings odoo(CrmSettings crm) {
        CrmLogin login = crm.login();
        Map<String, OdooSettings.Model> models = new TreeMap<>();
        crm.mapping()
                .shapes()
                .forEach((model, shape) ->
                        models.put(model, new OdooSettings.Model(keyField(shape), shape.unique(), links(shape))));
        return new OdooSettings(
                url(crm),
                login.database().orElse(""),
                login.username().orElse(""),
                login.password().orElse(new Secret("")),
                login.username().isPresent() ? OdooSettings.Api.JSON_RPC : OdooSettings.Api.JSON_2,
                models,
                limits(crm),
                crm.longestRequest().orElse(OdooSettings.USUAL_LONGEST));
    }

    private static Map<String, String> links(ModelShape shape) {
        Map<String, String> links = new TreeMap<>();
        shape.links().forEach((field, link) -> links.put(field, link.model()));
        return links;
    }

    private static HttpLimits limits(CrmSettings crm) {
        return crm.longestRequest().map(HttpLimits.USUAL::within).orElse(HttpLimits.USUAL);
    }

    private static WebhookSettings webhook(CrmSettings crm) {
        CrmLogin login = crm.login();
        return new WebhookSettings(
                crm.id(),
                url(crm),
                Stream.of(login.secret(), login.previousSecret())
                        .flatMap(Optional::stream)
                        .toList(),
                fields(crm),
                new PublicHosts(crm.allowPrivate()),
                crm.longestRequest().orElse(WebhookSettings.USUAL_LONGEST));
    }

    private static DropSettings drop(CrmSettings crm) {
        CrmLogin login = crm.login();
        DropSettings.Where where = crm.folder()
                .<DropSettings.Where>map(DropSettings.Where.Folder::new)
                .orElseGet(() -> new DropSettings.Where.Sftp(
                        url(crm),
                        login.username().orElse(""),
                        login.password(),
                        login.privateKey(),
                        login.hostKey().orElse("")));
        return new DropSettings(where, fields(crm), crm.longestRequest().orElse(DropSettings.USUAL_LONGEST));
    }

    private static Map<String, Set<String>> fields(CrmSettings crm) {
        Map<String, Set<String>> fields = new TreeMap<>();
        crm.mapping().shapes().forEach((model, shape) -> fields.put(model, shape.fields()));
        return fields;
    }

    private static String keyField(ModelShape shape) {
        return shape.keyField().orElse(ID);
    }

    private static URI url(CrmSettings crm) {
        return crm.url().orElseThrow(() -> new IllegalArgumentException("crm " + crm.id() + ": expected a url"));
    }
}
