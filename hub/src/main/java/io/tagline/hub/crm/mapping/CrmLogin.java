package io.tagline.hub.crm.mapping;

import io.tagline.settings.Secret;
import java.util.Optional;

/**
 * By what a CRM knows the hub; which of it there is depends on the CRM.
 *
 * @param username of Tryton, Odoo and SFTP; of Salesforce the user whom a signed token is for
 * @param password of Tryton and SFTP; of Odoo an API key
 * @param database of Tryton and Odoo
 * @param clientId of an OAuth 2.0 client
 * @param clientSecret of an OAuth 2.0 client
 * @param tokenUrl where tokens come from, where that isn't known from the CRM's own address
 * @param tenant of Microsoft Entra
 * @param token of a HubSpot private app
 * @param privateKey PEM: of Salesforce, to sign tokens with; of SFTP
 * @param secret what webhooks are signed with
 * @param previousSecret what they are signed with, too, while the receiver changes over
 * @param hostKey of an SFTP server: {@code SHA256:} and its fingerprint
 */
public record CrmLogin(
        Optional<String> username,
        Optional<Secret> password,
        Optional<String> database,
        Optional<String> clientId,
        Optional<Secret> clientSecret,
        Optional<String> tokenUrl,
        Optional<String> tenant,
        Optional<Secret> token,
        Optional<Secret> privateKey,
        Optional<Secret> secret,
        Optional<Secret> previousSecret,
        Optional<String> hostKey) {}
