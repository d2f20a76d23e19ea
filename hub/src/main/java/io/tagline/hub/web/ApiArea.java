package io.tagline.hub.web;

import io.tagline.hub.access.Scope;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.http.HttpMethod;

/**
 * A part of the API and what a key must be good for there. The first whose path begins a request's is its area; what is in none is
 * orders, parcels, loads and the fleet, as it was before there were others.
 *
 * @param path without a slash at its end; all below it is of the area
 * @param look the scope for GET
 * @param change the scope for everything else
 */
record ApiArea(String path, Scope look, Scope change) {

    private static final List<ApiArea> AREAS = List.of(
            whole("/api/v1/answers", Scope.CARE),
            whole("/api/v1/callers", Scope.CARE),
            whole("/api/v1/cases", Scope.CARE),
            whole("/api/v1/feedback", Scope.CARE),
            whole("/api/v1/interactions", Scope.CARE),
            whole("/api/v1/notices", Scope.NOTIFY),
            whole("/api/v1/push", Scope.NOTIFY),
            whole("/api/v1/webhooks", Scope.NOTIFY),
            whole("/api/v1/benefits", Scope.FIGURES),
            whole("/api/v1/audit", Scope.ADMIN));

    private static final ApiArea ELSE = new ApiArea("", Scope.READ, Scope.WRITE);

    /** Where partners' keys may come at all; which rows they see there, the parts themselves decide. */
    private static final Set<String> PARTNERS =
            Set.of("/api/v1/orders", "/api/v1/parcels", "/api/v1/customers", "/api/v1/rates");

    /** Cases and what was said are on it, so a key that is good for customers alone is not good for it; nor is a partner's. */
    private static final Pattern TIMELINE = Pattern.compile("/api/v1/customers/[^/]*/timeline(/.*)?");

    private static ApiArea whole(String path, Scope scope) {
        return new ApiArea(path, scope, scope);
    }

    static ApiArea of(String path) {
        if (TIMELINE.matcher(path).matches()) {
            return whole("/api/v1/customers", Scope.CARE);
        }
        return AREAS.stream()
                .filter(area -> isIn(path, area.path()))
                .findFirst()
                .orElse(ELSE);
    }

    static boolean isForPartners(String path) {
        return !TIMELINE.matcher(path).matches() && PARTNERS.stream().anyMatch(area -> isIn(path, area));
    }

    Scope needed(String method) {
        return method.equals(HttpMethod.GET.name()) ? look : change;
    }

    private static boolean isIn(String path, String area) {
        return path.equals(area) || path.startsWith(area + "/");
    }
}
