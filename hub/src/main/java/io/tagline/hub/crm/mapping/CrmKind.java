package io.tagline.hub.crm.mapping;

import java.util.Locale;

/** What a connector speaks to. */
public enum CrmKind {
    TRYTON,
    SALESFORCE,
    HUBSPOT,
    DYNAMICS,
    ODOO,
    /** Anything that takes signed messages over HTTPS. */
    WEBHOOK,
    /** Anything that reads files from a folder, here or on an SFTP server. */
    DROP;

    /** Stable word in settings. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The mapping that comes with the hub, among its resources. */
    public String mapping() {
        return "/crm/" + code() + ".yaml";
    }
}
