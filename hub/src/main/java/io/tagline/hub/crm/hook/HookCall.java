package io.tagline.hub.crm.hook;

import java.util.Optional;
import java.util.function.Function;

/**
 * What came in, saying that it comes from a CRM.
 *
 * @param uri whole, as the caller has it, without what proxies change
 * @param headers a header by its name
 */
public record HookCall(String method, String uri, Function<String, Optional<String>> headers) {
    Optional<String> header(String name) {
        return headers.apply(name);
    }
}
