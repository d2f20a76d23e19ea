package io.tagline.hub.crm.http;

import java.net.URI;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A request to a CRM. Nothing of it but its method and where it goes is ever shown: headers hold tokens, queries and bodies hold
 * people's names.
 *
 * @param method e.g. {@code POST}
 * @param headers by name; never {@code Host}, {@code Connection} or {@code Content-Length}, which are the client's
 * @param body empty for none
 * @param changes whether the CRM may do something because of it: then a lost answer is a doubt
 */
public record CrmRequest(String method, URI uri, SortedMap<String, String> headers, byte[] body, boolean changes) {
    public CrmRequest {
        headers = new TreeMap<>(headers);
    }

    /** One that changes nothing. */
    public static CrmRequest reading(String method, URI uri, Map<String, String> headers, byte[] body) {
        return new CrmRequest(method, uri, new TreeMap<>(headers), body, false);
    }

    public static CrmRequest get(URI uri, Map<String, String> headers) {
        return reading("GET", uri, headers, new byte[0]);
    }

    /** One that may change something. */
    public static CrmRequest changing(String method, URI uri, Map<String, String> headers, byte[] body) {
        return new CrmRequest(method, uri, new TreeMap<>(headers), body, true);
    }

    /** Method, host and path, for messages. */
    public String where() {
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return method + " " + uri.getScheme() + "://" + uri.getHost() + port + uri.getRawPath();
    }

    @Override
    public String toString() {
        return where() + " (" + body.length + " bytes)";
    }
}
