package io.tagline.hub.web;

import io.tagline.hub.access.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpMethod;

/**
 * A part of the API and what a key must be good for there. The first whose path begins a request's is its area; what is in none is
 * orders, parcels, loads and the fleet, as it was before there were others.
 *
 * @param path without a slash at its end; all below it is of the area
 * @param look the scopes for GET, any of which will do
 * @param change those for everything else
 */
record ApiArea(String path, Set<Scope> look, Set<Scope> change) {

    private static final List<ApiArea> AREAS = List.of(
            whole("/api/v1/answers", Scope.CARE),
            whole("/api/v1/callers", Scope.CARE),
            whole("/api/v1/cases", Scope.CARE),
            whole("/api/v1/feedback", Scope.CARE),
            whole("/api/v1/interactions", Scope.CARE),
            whole("/api/v1/notices", Scope.NOTIFY),
            whole("/api/v1/webhooks", Scope.NOTIFY),
            whole("/api/v1/benefits", Scope.FIGURES));

    private static final ApiArea ELSE = new ApiArea("", Set.of(Scope.READ), Set.of(Scope.WRITE));

    /** Where partners' keys may come at all; which rows they see there, the parts themselves decide. */
    private static final Set<String> PARTNERS =
            Set.of("/api/v1/orders", "/api/v1/parcels", "/api/v1/customers", "/api/v1/rates");

    /**
     * Of a single customer. Cases and what was said are on a timeline, a merge changes who calls with which number, an export is all that
     * is held, and an erasure has no way back: for none of them a key that is good for customers alone is enough, nor a partner's.
     */
    private static final Map<String, ApiArea> OF_CUSTOMERS = Map.of(
            "timeline", whole("/api/v1/customers", Scope.CARE),
            "merges", whole("/api/v1/customers", Scope.CARE, Scope.ADMIN),
            "export", whole("/api/v1/customers", Scope.ADMIN),
            "erasure", whole("/api/v1/customers", Scope.ADMIN));

    private static final Pattern CUSTOMER = Pattern.compile("/api/v1/customers/[^/]*/([^/]*)(/.*)?");

    private static ApiArea whole(String path, Scope... scopes) {
        return new ApiArea(path, Set.of(scopes), Set.of(scopes));
    }

    static ApiArea of(String path) {
        return ofCustomer(path)
                .or(() -> AREAS.stream().filter(area -> isIn(path, area.path())).findFirst())
                .orElse(ELSE);
    }

    private static Optional<ApiArea> ofCustomer(String path) {
        Matcher customer = CUSTOMER.matcher(path);
        return customer.matches() ? Optional.ofNullable(OF_CUSTOMERS.get(customer.group(1))) : Optional.empty();
    }

    static boolean isForPartners(String path) {
        return ofCustomer(path).isEmpty() && PARTNERS.stream().anyMatch(area -> isIn(path, area));
    }

    /** Any of these. */
    Set<Scope> needed(String method) {
        return method.equals(HttpMethod.GET.name()) ? look : change;
    }

    private static boolean isIn(String path, String area) {
        return path.equals(area) || path.startsWith(area + "/");
    }
}
