package io.tagline.hub.web;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.SharedHub;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.context.support.StaticWebApplicationContext;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every route of the hub with every kind of caller. A new route without a line here fails. */
final class WhoMayTest {

    /** Who may, by what they bring. */
    enum Rule {
        /** Everyone. */
        OPEN(401),
        /** Programs whose key may look things up. */
        READ(401),
        /** Programs whose key may change things. */
        WRITE(401),
        /** As above, our own programs only: no partner's. */
        OUR_READ(401),
        /** As above. */
        OUR_WRITE(401),
        /** Programs whose key may look after customers. */
        CARE(401),
        /** Our own programs that look after customers, or answer for the hub. */
        OUR_CARE(401),
        /** Our own programs that answer for the hub. */
        OUR_ADMIN(401),
        /** Our own programs that deal with notices. */
        NOTIFY(401),
        /** Our own programs that report. */
        FIGURES(401),
        /** Staff who answer for the service. */
        BENEFITS(302),
        /** The same by a form of theirs. */
        BENEFITS_FORM(403),
        /** Staff who look after the depots. */
        STAFF(302),
        /** The same, and those at the doors. */
        DEPOT(302),
        /** The latter by a form of theirs. */
        DEPOT_FORM(403),
        /** Staff who answer customers. */
        DESK(302),
        /** The same by a form of theirs. */
        DESK_FORM(403),
        /** Everyone, who is led on to where they may be. */
        LED(302),
        /** Customers who have signed in, see AccountTest: no program and no staff, who are led to the door. */
        ACCOUNT(302),
        /** The same by a form: without its token nobody. */
        ACCOUNT_FORM(403),
        /** A CRM that shows its secret, see CrmHooksTest: no program, no staff. */
        CRM(401),
        /** Everyone, by a form of a page: without its token nobody. */
        OPEN_FORM(403),
        /** The same staff by a form of theirs: without its token nobody is even asked to log in. */
        STAFF_FORM(403);

        /** What somebody unknown is told. */
        private final int unknown;

        Rule(int unknown) {
            this.unknown = unknown;
        }

        private boolean allows(Caller caller) {
            return switch (this) {
                case OPEN -> true;
                // those without a log-in show it in TrackActsTest: here they bring no token
                case OPEN_FORM -> caller.isStaff();
                case READ -> caller == Caller.READ_KEY || caller == Caller.BOTH_KEY || caller == Caller.PARTNER_KEY;
                case WRITE -> caller == Caller.WRITE_KEY || caller == Caller.BOTH_KEY || caller == Caller.PARTNER_KEY;
                case OUR_READ -> caller == Caller.READ_KEY || caller == Caller.BOTH_KEY;
                case OUR_WRITE -> caller == Caller.WRITE_KEY || caller == Caller.BOTH_KEY;
                case CARE, OUR_CARE ->
                    caller == Caller.OTHER_KEY || caller == Caller.BOTH_KEY || caller == Caller.CARE_KEY;
                case OUR_ADMIN -> caller == Caller.OTHER_KEY || caller == Caller.BOTH_KEY;
                case NOTIFY -> caller == Caller.OTHER_KEY || caller == Caller.BOTH_KEY;
                case FIGURES -> caller == Caller.OTHER_KEY || caller == Caller.BOTH_KEY;
                case BENEFITS, BENEFITS_FORM ->
                    caller == Caller.ANALYST || caller == Caller.SUPERVISOR || caller == Caller.ADMIN;
                case STAFF, STAFF_FORM -> caller == Caller.OPERATIONS || caller == Caller.ADMIN;
                case ACCOUNT, ACCOUNT_FORM, LED, CRM -> false;
                case DESK, DESK_FORM -> caller == Caller.REP || caller == Caller.SUPERVISOR || caller == Caller.ADMIN;
                case DEPOT, DEPOT_FORM ->
                    caller == Caller.OPERATIONS || caller == Caller.ADMIN || caller == Caller.DEPOT;
            };
        }

        Optional<Integer> refusal(Caller caller) {
            boolean known = unknown == 401 ? caller.isKey() : caller.isStaff();
            if (this == LED || this == ACCOUNT || this == ACCOUNT_FORM) {
                return Optional.of(this == ACCOUNT_FORM && !caller.isStaff() ? unknown : 302);
            }
            if (this == OPEN_FORM || this == CRM) {
                return allows(caller) ? Optional.empty() : Optional.of(unknown);
            }
            return allows(caller) ? Optional.empty() : Optional.of(known ? 403 : unknown);
        }
    }

    private enum Caller {
        NOBODY,
        WRONG_KEY,
        READ_KEY,
        WRITE_KEY,
        BOTH_KEY,
        /** With both scopes, for the orders of another source than those here. */
        PARTNER_KEY,
        /** With the one for looking after customers. */
        CARE_KEY,
        /** With every scope but the first two. */
        OTHER_KEY,
        OPERATIONS,
        ADMIN,
        DEPOT,
        REP,
        SUPERVISOR,
        ANALYST,
        PARTNER;

        private static final Set<Caller> KEYS_WITH_SCOPES = EnumSet.range(READ_KEY, OTHER_KEY);
        private static final Set<Caller> STAFF = EnumSet.range(OPERATIONS, PARTNER);

        boolean isKey() {
            return KEYS_WITH_SCOPES.contains(this);
        }

        boolean isStaff() {
            return STAFF.contains(this);
        }
    }

    record Route(Rule rule, String example) {}

    static final Map<String, Route> ROUTES = Map.ofEntries(
            entry("GET /", new Route(Rule.OPEN, "/")),
            entry("GET /api/v1/answers", new Route(Rule.CARE, "/api/v1/answers")),
            entry("GET /api/v1/answers/{key}", new Route(Rule.CARE, "/api/v1/answers/none")),
            entry("PUT /api/v1/answers/{key}", new Route(Rule.CARE, "/api/v1/answers/none")),
            entry("GET /api/v1/callers/{number}", new Route(Rule.CARE, "/api/v1/callers/+16135550199")),
            entry("GET /api/v1/cases", new Route(Rule.CARE, "/api/v1/cases")),
            entry(
                    "GET /api/v1/cases/by-source/{source}/{reference}",
                    new Route(Rule.CARE, "/api/v1/cases/by-source/desk/none")),
            entry(
                    "PUT /api/v1/cases/by-source/{source}/{reference}",
                    new Route(Rule.CARE, "/api/v1/cases/by-source/desk/none")),
            entry("GET /api/v1/cases/{number}", new Route(Rule.CARE, "/api/v1/cases/TL-0000000000")),
            entry("POST /api/v1/cases/{number}/changes", new Route(Rule.CARE, "/api/v1/cases/TL-0000000000/changes")),
            entry("PUT /api/v1/cases/{number}/claim", new Route(Rule.CARE, "/api/v1/cases/TL-0000000000/claim")),
            entry(
                    "POST /api/v1/cases/{number}/claim/decision",
                    new Route(Rule.CARE, "/api/v1/cases/TL-0000000000/claim/decision")),
            entry("POST /api/v1/cases/{number}/mails", new Route(Rule.CARE, "/api/v1/cases/TL-0000000000/mails")),
            entry("GET /api/v1/feedback", new Route(Rule.CARE, "/api/v1/feedback")),
            entry("POST /api/v1/feedback/{token}", new Route(Rule.CARE, "/api/v1/feedback/none")),
            entry("GET /api/v1/interactions", new Route(Rule.CARE, "/api/v1/interactions")),
            entry(
                    "PUT /api/v1/interactions/{source}/{sourceId}",
                    new Route(Rule.CARE, "/api/v1/interactions/desk/none")),
            entry("GET /api/v1/customers/{id}", new Route(Rule.READ, "/api/v1/customers/1")),
            entry("GET /api/v1/customers/{id}/timeline", new Route(Rule.CARE, "/api/v1/customers/1/timeline")),
            entry("GET /api/v1/customers", new Route(Rule.READ, "/api/v1/customers?q=who-may")),
            // a partner's key comes there too, with its own source: PartnerKeyTest
            entry("POST /api/v1/customers", new Route(Rule.WRITE, "/api/v1/customers")),
            entry("PUT /api/v1/customers/{id}", new Route(Rule.WRITE, "/api/v1/customers/1")),
            entry(
                    "POST /api/v1/customers/{id}/verifications",
                    new Route(Rule.WRITE, "/api/v1/customers/1/verifications")),
            entry("POST /api/v1/customers/{id}/merges", new Route(Rule.OUR_CARE, "/api/v1/customers/1/merges")),
            entry(
                    "DELETE /api/v1/customers/{id}/merges/{gone}",
                    new Route(Rule.OUR_CARE, "/api/v1/customers/1/merges/2")),
            entry("GET /api/v1/customers/{id}/export", new Route(Rule.OUR_ADMIN, "/api/v1/customers/1/export")),
            entry("POST /api/v1/customers/{id}/erasure", new Route(Rule.OUR_ADMIN, "/api/v1/customers/1/erasure")),
            entry("POST /api/v1/imports/customers", new Route(Rule.OUR_WRITE, "/api/v1/imports/customers")),
            entry("POST /api/v1/imports/orders", new Route(Rule.OUR_WRITE, "/api/v1/imports/orders")),
            entry(
                    "GET /api/v1/parcels/{trackingNumber}/tags",
                    new Route(Rule.READ, "/api/v1/parcels/RR000000005GB/tags")),
            entry("GET /api/v1/benefits/areas", new Route(Rule.FIGURES, "/api/v1/benefits/areas")),
            entry("GET /api/v1/benefits/baselines", new Route(Rule.FIGURES, "/api/v1/benefits/baselines")),
            entry("PUT /api/v1/benefits/baselines/{area}", new Route(Rule.FIGURES, "/api/v1/benefits/baselines/all")),
            entry(
                    "DELETE /api/v1/benefits/baselines/{area}",
                    new Route(Rule.FIGURES, "/api/v1/benefits/baselines/site:none")),
            entry("GET /api/v1/benefits/comparison", new Route(Rule.FIGURES, "/api/v1/benefits/comparison")),
            entry("GET /api/v1/benefits/costs", new Route(Rule.FIGURES, "/api/v1/benefits/costs")),
            entry("GET /api/v1/benefits/costs/{reference}", new Route(Rule.FIGURES, "/api/v1/benefits/costs/none")),
            entry("PUT /api/v1/benefits/costs/{reference}", new Route(Rule.FIGURES, "/api/v1/benefits/costs/none")),
            entry("DELETE /api/v1/benefits/costs/{reference}", new Route(Rule.FIGURES, "/api/v1/benefits/costs/none")),
            entry("GET /api/v1/benefits/figures", new Route(Rule.FIGURES, "/api/v1/benefits/figures")),
            entry("GET /api/v1/benefits/figures.csv", new Route(Rule.FIGURES, "/api/v1/benefits/figures.csv")),
            entry("POST /api/v1/benefits/recounts", new Route(Rule.FIGURES, "/api/v1/benefits/recounts")),
            entry("GET /benefits", new Route(Rule.BENEFITS, "/benefits")),
            entry("GET /benefits/export.csv", new Route(Rule.BENEFITS, "/benefits/export.csv")),
            entry("GET /operations", new Route(Rule.STAFF, "/operations")),
            entry("GET /operations/events", new Route(Rule.STAFF, "/operations/events")),
            entry("GET /operations/alarm", new Route(Rule.STAFF, "/operations/alarm")),
            entry("POST /operations/alarm", new Route(Rule.STAFF_FORM, "/operations/alarm?problem=none")),
            entry("GET /operations/{site}/{agent}", new Route(Rule.STAFF, "/operations/ott-1/none")),
            entry("GET /operations/{site}/{agent}/events", new Route(Rule.STAFF, "/operations/ott-1/none/events")),
            entry("POST /benefits/costs", new Route(Rule.BENEFITS_FORM, "/benefits/costs")),
            entry(
                    "POST /benefits/costs/{reference}/delete",
                    new Route(Rule.BENEFITS_FORM, "/benefits/costs/none/delete")),
            entry("POST /benefits/baseline", new Route(Rule.BENEFITS_FORM, "/benefits/baseline")),
            // no CRM is set up here: CrmPagesTest has some
            entry("GET /api/v1/crm", new Route(Rule.OUR_ADMIN, "/api/v1/crm")),
            entry("GET /api/v1/crm/{id}", new Route(Rule.OUR_ADMIN, "/api/v1/crm/none")),
            entry("POST /api/v1/crm/{id}/pause", new Route(Rule.OUR_ADMIN, "/api/v1/crm/none/pause")),
            entry("POST /api/v1/crm/{id}/start", new Route(Rule.OUR_ADMIN, "/api/v1/crm/none/start")),
            entry("POST /api/v1/crm/{id}/sync", new Route(Rule.OUR_ADMIN, "/api/v1/crm/none/sync")),
            entry("POST /api/v1/crm/{id}/replay", new Route(Rule.OUR_ADMIN, "/api/v1/crm/none/replay")),
            entry("GET /api/v1/crm/{id}/operations", new Route(Rule.OUR_ADMIN, "/api/v1/crm/none/operations")),
            entry("GET /api/v1/crm/{id}/operations/{key}", new Route(Rule.OUR_ADMIN, "/api/v1/crm/none/operations/1")),
            entry(
                    "POST /api/v1/crm/{id}/operations/{key}/replay",
                    new Route(Rule.OUR_ADMIN, "/api/v1/crm/none/operations/1/replay")),
            entry(
                    "POST /api/v1/crm/{id}/operations/{key}/skip",
                    new Route(Rule.OUR_ADMIN, "/api/v1/crm/none/operations/1/skip")),
            entry(
                    "POST /api/v1/crm/{id}/operations/{key}/edit",
                    new Route(Rule.OUR_ADMIN, "/api/v1/crm/none/operations/1/edit")),
            entry("GET /api/v1/crm/{id}/conflicts", new Route(Rule.OUR_ADMIN, "/api/v1/crm/none/conflicts")),
            entry("GET /api/v1/crm/{id}/conflicts/{number}", new Route(Rule.OUR_ADMIN, "/api/v1/crm/none/conflicts/1")),
            entry(
                    "POST /api/v1/crm/{id}/conflicts/{number}",
                    new Route(Rule.OUR_ADMIN, "/api/v1/crm/none/conflicts/1")),
            entry("GET /api/v1/crm/{id}/reconciliation", new Route(Rule.OUR_ADMIN, "/api/v1/crm/none/reconciliation")),
            entry("POST /api/v1/crm/{id}/reconciliation", new Route(Rule.OUR_ADMIN, "/api/v1/crm/none/reconciliation")),
            entry("GET /crm/{id}/conflicts", new Route(Rule.STAFF, "/crm/none/conflicts")),
            entry("GET /crm/{id}/conflicts/{number}", new Route(Rule.STAFF, "/crm/none/conflicts/1")),
            entry("POST /crm/{id}/conflicts/{number}", new Route(Rule.STAFF_FORM, "/crm/none/conflicts/1")),
            entry("POST /crm/{id}/compare", new Route(Rule.STAFF_FORM, "/crm/none/compare")),
            entry("GET /crm", new Route(Rule.STAFF, "/crm")),
            entry("GET /crm/_events", new Route(Rule.STAFF, "/crm/_events")),
            entry("GET /crm/{id}", new Route(Rule.STAFF, "/crm/none")),
            entry("GET /crm/{id}/events", new Route(Rule.STAFF, "/crm/none/events")),
            entry("POST /crm/{id}/pause", new Route(Rule.STAFF_FORM, "/crm/none/pause")),
            entry("POST /crm/{id}/start", new Route(Rule.STAFF_FORM, "/crm/none/start")),
            entry("POST /crm/{id}/sync", new Route(Rule.STAFF_FORM, "/crm/none/sync")),
            entry("POST /crm/{id}/replay", new Route(Rule.STAFF_FORM, "/crm/none/replay")),
            entry("GET /crm/{id}/operations", new Route(Rule.STAFF, "/crm/none/operations")),
            entry("GET /crm/{id}/operations/{key}", new Route(Rule.STAFF, "/crm/none/operations/1")),
            entry(
                    "POST /crm/{id}/operations/{key}/replay",
                    new Route(Rule.STAFF_FORM, "/crm/none/operations/1/replay")),
            entry("POST /crm/{id}/operations/{key}/skip", new Route(Rule.STAFF_FORM, "/crm/none/operations/1/skip")),
            entry("POST /crm/{id}/operations/{key}/edit", new Route(Rule.STAFF_FORM, "/crm/none/operations/1/edit")),
            entry("GET /api/v1/dead-letters", new Route(Rule.OUR_READ, "/api/v1/dead-letters")),
            entry("GET /api/v1/dead-letters/{id}", new Route(Rule.OUR_READ, "/api/v1/dead-letters/1")),
            entry("DELETE /api/v1/dead-letters/{id}", new Route(Rule.OUR_WRITE, "/api/v1/dead-letters/1")),
            entry(
                    "POST /api/v1/dead-letters/{id}/resubmit",
                    new Route(Rule.OUR_WRITE, "/api/v1/dead-letters/1/resubmit")),
            entry("GET /api/v1/fleet", new Route(Rule.OUR_READ, "/api/v1/fleet")),
            entry("GET /api/v1/notices", new Route(Rule.NOTIFY, "/api/v1/notices")),
            entry("POST /api/v1/notices/returned", new Route(Rule.NOTIFY, "/api/v1/notices/returned")),
            entry("POST /api/v1/notices/contacts/find", new Route(Rule.NOTIFY, "/api/v1/notices/contacts/find")),
            entry("GET /api/v1/notices/contacts/{id}", new Route(Rule.NOTIFY, "/api/v1/notices/contacts/1")),
            entry("PUT /api/v1/notices/contacts/{id}", new Route(Rule.NOTIFY, "/api/v1/notices/contacts/1")),
            entry("GET /api/v1/webhooks", new Route(Rule.NOTIFY, "/api/v1/webhooks")),
            entry("POST /api/v1/webhooks", new Route(Rule.NOTIFY, "/api/v1/webhooks")),
            entry("POST /api/v1/webhooks/{id}/secret", new Route(Rule.NOTIFY, "/api/v1/webhooks/1/secret")),
            entry("DELETE /api/v1/webhooks/{id}", new Route(Rule.NOTIFY, "/api/v1/webhooks/1")),
            // who has the token may; mail programs come with nothing else
            entry("GET /notices/stop/{token}", new Route(Rule.OPEN, "/notices/stop/AAAAAAAAAAAAAAAAAAAAAA")),
            entry("POST /notices/stop/{token}", new Route(Rule.OPEN, "/notices/stop/AAAAAAAAAAAAAAAAAAAAAA")),
            entry("GET /notices/choices/{token}", new Route(Rule.OPEN, "/notices/choices/AAAAAAAAAAAAAAAAAAAAAA")),
            entry(
                    "POST /notices/choices/{token}",
                    new Route(Rule.OPEN_FORM, "/notices/choices/AAAAAAAAAAAAAAAAAAAAAA")),
            entry("GET /notices/confirm/{token}", new Route(Rule.OPEN, "/notices/confirm/AAAAAAAAAAAAAAAAAAAAAA")),
            entry(
                    "POST /notices/confirm/{token}",
                    new Route(Rule.OPEN_FORM, "/notices/confirm/AAAAAAAAAAAAAAAAAAAAAA")),
            entry("POST /crm-hooks/{id}", new Route(Rule.CRM, "/crm-hooks/sales")),
            entry("GET /sw.js", new Route(Rule.OPEN, "/sw.js")),
            // who has the link may, once
            entry("GET /feedback/{token}", new Route(Rule.OPEN, "/feedback/AAAAAAAAAAAAAAAAAAAAAA")),
            entry("POST /feedback/{token}", new Route(Rule.OPEN_FORM, "/feedback/AAAAAAAAAAAAAAAAAAAAAA")),
            // a partner's key comes there too, with its own source: PartnerKeyTest
            entry("GET /api/v1/orders/{source}/{reference}", new Route(Rule.OUR_READ, "/api/v1/orders/shop/who-may")),
            entry("GET /api/v1/parcels/{trackingNumber}", new Route(Rule.READ, "/api/v1/parcels/RR000000005GB")),
            entry(
                    "GET /api/v1/parcels/{trackingNumber}/promises",
                    new Route(Rule.READ, "/api/v1/parcels/RR000000005GB/promises")),
            entry(
                    "PUT /api/v1/parcels/{trackingNumber}/route",
                    new Route(Rule.OUR_WRITE, "/api/v1/parcels/RR000000005GB/route")),
            entry(
                    "PUT /api/v1/parcels/{trackingNumber}/tag",
                    new Route(Rule.OUR_WRITE, "/api/v1/parcels/RR000000005GB/tag")),
            entry(
                    "GET /api/v1/rates/estimate",
                    new Route(Rule.READ, "/api/v1/rates/estimate?service=standard&weightGrams=1&country=CA")),
            entry("GET /api/v1/sites/{site}/loads", new Route(Rule.OUR_READ, "/api/v1/sites/ott-1/loads")),
            entry(
                    "GET /api/v1/sites/{site}/portals/{portal}/load",
                    new Route(Rule.OUR_READ, "/api/v1/sites/ott-1/portals/who-may/load")),
            entry(
                    "PUT /api/v1/sites/{site}/portals/{portal}/load",
                    new Route(Rule.OUR_WRITE, "/api/v1/sites/ott-1/portals/who-may/load")),
            entry(
                    "DELETE /api/v1/sites/{site}/portals/{portal}/load",
                    new Route(Rule.OUR_WRITE, "/api/v1/sites/ott-1/portals/who-may/load")),
            entry("GET /board", new Route(Rule.DEPOT, "/board")),
            entry("GET /board/{site}/{portal}", new Route(Rule.DEPOT, "/board/ott-1/door-1")),
            entry("GET /board/{site}/{portal}/events", new Route(Rule.DEPOT, "/board/ott-1/door-1/events")),
            entry("GET /dead-letters", new Route(Rule.STAFF, "/dead-letters")),
            entry("GET /dead-letters/{id}", new Route(Rule.STAFF, "/dead-letters/1")),
            entry("POST /dead-letters/{id}/resubmit", new Route(Rule.STAFF_FORM, "/dead-letters/1/resubmit")),
            entry("POST /dead-letters/{id}/discard", new Route(Rule.STAFF_FORM, "/dead-letters/1/discard")),
            entry("ANY /error", new Route(Rule.OPEN, "/error")),
            entry("GET /depot", new Route(Rule.DEPOT, "/depot")),
            entry("GET /depot/{site}", new Route(Rule.DEPOT, "/depot/ott-1")),
            entry("GET /depot/{site}/events", new Route(Rule.DEPOT, "/depot/ott-1/events")),
            entry("GET /depot/{site}/exceptions/{event}", new Route(Rule.DEPOT, "/depot/ott-1/exceptions/none")),
            entry("POST /depot/{site}/exceptions/{event}", new Route(Rule.DEPOT_FORM, "/depot/ott-1/exceptions/none")),
            entry("POST /depot/{site}/tags", new Route(Rule.DEPOT_FORM, "/depot/ott-1/tags")),
            entry("GET /estimate", new Route(Rule.OPEN, "/estimate")),
            entry("GET /account", new Route(Rule.OPEN, "/account")),
            // who has the link of a mail; whether staff have one of theirs makes no difference
            entry("GET /account/enter/{token}", new Route(Rule.OPEN, "/account/enter/none")),
            entry("POST /account/enter/{token}", new Route(Rule.OPEN_FORM, "/account/enter/none")),
            entry("POST /account/sign-in", new Route(Rule.OPEN_FORM, "/account/sign-in")),
            entry("POST /account/leave", new Route(Rule.ACCOUNT_FORM, "/account/leave")),
            entry("POST /account/cases", new Route(Rule.ACCOUNT_FORM, "/account/cases")),
            entry("GET /account/cases/{number}", new Route(Rule.ACCOUNT, "/account/cases/TL-0000000000")),
            entry(
                    "POST /account/cases/{number}/words",
                    new Route(Rule.ACCOUNT_FORM, "/account/cases/TL-0000000000/words")),
            entry("GET /account/details/{id}", new Route(Rule.ACCOUNT, "/account/details/1")),
            entry("POST /account/details/{id}", new Route(Rule.ACCOUNT_FORM, "/account/details/1")),
            entry("POST /account/details/{id}/notices", new Route(Rule.ACCOUNT_FORM, "/account/details/1/notices")),
            entry("GET /desk/cases", new Route(Rule.DESK, "/desk/cases")),
            entry("GET /desk/cases/{number}", new Route(Rule.DESK, "/desk/cases/TL-0000000000")),
            entry("POST /desk/cases/{number}/changes", new Route(Rule.DESK_FORM, "/desk/cases/TL-0000000000/changes")),
            entry("POST /desk/cases/{number}/mails", new Route(Rule.DESK_FORM, "/desk/cases/TL-0000000000/mails")),
            entry("POST /desk/cases/{number}/claim", new Route(Rule.DESK_FORM, "/desk/cases/TL-0000000000/claim")),
            entry(
                    "POST /desk/cases/{number}/claim/decision",
                    new Route(Rule.DESK_FORM, "/desk/cases/TL-0000000000/claim/decision")),
            entry("GET /desk/customers/new", new Route(Rule.DESK, "/desk/customers/new")),
            entry("POST /desk/customers", new Route(Rule.DESK_FORM, "/desk/customers")),
            entry("GET /desk/customers/{id}", new Route(Rule.DESK, "/desk/customers/1")),
            entry("GET /desk/customers/{id}/change", new Route(Rule.DESK, "/desk/customers/1/change")),
            entry("POST /desk/customers/{id}/change", new Route(Rule.DESK_FORM, "/desk/customers/1/change")),
            entry("GET /desk/customers/{id}/events", new Route(Rule.DESK, "/desk/customers/1/events")),
            entry("GET /desk/customers/{id}/merge", new Route(Rule.DESK, "/desk/customers/1/merge")),
            entry("POST /desk/customers/{id}/merge", new Route(Rule.DESK_FORM, "/desk/customers/1/merge")),
            entry("POST /desk/customers/{id}/unmerge", new Route(Rule.DESK_FORM, "/desk/customers/1/unmerge")),
            entry("POST /desk/customers/{id}/cases", new Route(Rule.DESK_FORM, "/desk/customers/1/cases")),
            entry("POST /desk/customers/{id}/talks", new Route(Rule.DESK_FORM, "/desk/customers/1/talks")),
            entry("GET /desk/imports", new Route(Rule.DESK, "/desk/imports")),
            entry("POST /desk/imports", new Route(Rule.DESK_FORM, "/desk/imports")),
            entry("GET /desk/orders/new", new Route(Rule.DESK, "/desk/orders/new?customer=1")),
            entry("POST /desk/orders", new Route(Rule.DESK_FORM, "/desk/orders")),
            entry("GET /desk/orders/{source}/{reference}", new Route(Rule.DESK, "/desk/orders/shop/none")),
            entry("POST /desk/orders/{source}/{reference}", new Route(Rule.DESK_FORM, "/desk/orders/shop/none")),
            entry("GET /desk", new Route(Rule.DESK, "/desk?q=who-may")),
            entry("GET /desk/events", new Route(Rule.DESK, "/desk/events?q=" + SharedHub.s10(40_000_001))),
            entry("GET /fleet", new Route(Rule.STAFF, "/fleet")),
            entry("GET /fleet/events", new Route(Rule.STAFF, "/fleet/events")),
            entry("GET /fleet/runbook", new Route(Rule.STAFF, "/fleet/runbook")),
            entry("GET /fleet/{site}/{agent}/lost", new Route(Rule.STAFF, "/fleet/ott-1/none/lost")),
            entry("POST /fleet/{site}/{agent}/lost", new Route(Rule.STAFF_FORM, "/fleet/ott-1/none/lost")),
            entry("GET /health/live", new Route(Rule.OPEN, "/health/live")),
            entry("GET /health/ready", new Route(Rule.OPEN, "/health/ready")),
            entry("GET /staff", new Route(Rule.LED, "/staff")),
            entry("GET /login", new Route(Rule.OPEN, "/login")),
            // from this machine; what a proxy hands on needs a key, see ApiTest
            entry("GET /metrics", new Route(Rule.OPEN, "/metrics")),
            entry("GET /openapi.json", new Route(Rule.OPEN, "/openapi.json")),
            entry(
                    "POST /api/v1/parcels/{trackingNumber}/events",
                    new Route(Rule.WRITE, "/api/v1/parcels/RR000000005GB/events")),
            entry("PUT /api/v1/orders/{source}/{reference}", new Route(Rule.OUR_WRITE, "/api/v1/orders/shop/who-may")),
            entry("GET /robots.txt", new Route(Rule.OPEN, "/robots.txt")),
            entry("GET /static/{version}/{name}", new Route(Rule.OPEN, "/static/1/tagline.css")),
            // who has a link may; nobody finds one by guessing, see GuessingTest
            entry("GET /track/{link}", new Route(Rule.OPEN, "LINK")),
            entry("GET /track/{link}/{act}", new Route(Rule.OPEN, "LINK/delivery")),
            entry("POST /track/{link}/delivery", new Route(Rule.OPEN_FORM, "LINK/delivery")),
            entry("POST /track/{link}/notices", new Route(Rule.OPEN_FORM, "LINK/notices")),
            entry("POST /track/{link}/push", new Route(Rule.OPEN_FORM, "LINK/push")),
            entry("POST /track/{link}/problem", new Route(Rule.OPEN_FORM, "LINK/problem")),
            entry("POST /track/{link}/rating", new Route(Rule.OPEN_FORM, "LINK/rating")),
            entry("POST /", new Route(Rule.OPEN_FORM, "/?q=RR000000005GB")),
            entry("GET /track/{link}/events", new Route(Rule.OPEN, "LINK/events")));

    private static final Map<Caller, HttpClient> CLIENTS = new LinkedHashMap<>();
    private static final Map<Caller, String> KEYS = new LinkedHashMap<>();
    private static SharedHub hub;
    private static String link;

    @BeforeAll
    static void start() throws Exception {
        hub = SharedHub.roomy();
        link = hub.order("who-may", SharedHub.s10(40_000_001));
        for (Caller caller : Caller.values()) {
            CLIENTS.put(caller, caller.isStaff() ? staff(caller) : hub.http());
        }
        KEYS.put(Caller.WRONG_KEY, "tl_wrong");
        KEYS.put(Caller.READ_KEY, key("who-may-read", "read"));
        KEYS.put(Caller.WRITE_KEY, key("who-may-write", "write"));
        KEYS.put(Caller.BOTH_KEY, SharedHub.API_KEY);
        KEYS.put(Caller.PARTNER_KEY, key("who-may-partner", "read,write", "--source", "acme"));
        KEYS.put(Caller.CARE_KEY, key("who-may-care", "care"));
        KEYS.put(Caller.OTHER_KEY, key("who-may-other", "care,notify,figures,admin"));
    }

    private static HttpClient staff(Caller caller) throws Exception {
        String role = caller.name().toLowerCase(Locale.ROOT);
        String password = "who-may-password-" + role;
        hub.command("user", "add", "who-may-" + role, "--role", role, "--password-file", file(password));
        Browser browser = new Browser(hub);
        assertThat(browser.logIn("who-may-" + role, password).headers().firstValue("Location"))
                .as(role)
                .hasValueSatisfying(to -> assertThat(to).doesNotContain("failed"));
        return browser.http();
    }

    private static String file(String secret) throws Exception {
        return Files.writeString(hub.folder().resolve(secret), secret).toString();
    }

    private static String key(String name, String scope, String... more) throws Exception {
        String file = hub.folder().resolve(name).toString();
        List<String> command = new ArrayList<>(List.of("key", "add", name, "--scope", scope, "--out", file));
        command.addAll(List.of(more));
        hub.command(command.toArray(String[]::new));
        return Files.readString(hub.folder().resolve(name)).strip();
    }

    @Test
    void everyRouteHasARule() {
        assertThat(ROUTES.keySet()).containsExactlyInAnyOrderElementsOf(routes());
    }

    @Test
    void everyCallerGetsWhereItMayAndNowhereElse() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, Route> route : ROUTES.entrySet()) {
            for (Caller caller : Caller.values()) {
                int status = call(route.getKey(), route.getValue(), caller);
                Optional<Integer> refusal = route.getValue().rule().refusal(caller);
                boolean right = refusal.isPresent()
                        ? status == refusal.get()
                        : status != 401 && status != 403 && status != 429 && status / 100 != 3 && status < 500;
                if (!right) {
                    wrong.add(caller + " " + route.getKey() + ": " + status + ", expected "
                            + refusal.map(String::valueOf).orElse("to get there"));
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static int call(String name, Route route, Caller caller) throws Exception {
        String method = name.substring(0, name.indexOf(' '));
        HttpRequest.Builder request = hub.request(route.example().replace("LINK", link));
        if (KEYS.containsKey(caller)) {
            request.header("Authorization", "Bearer " + KEYS.get(caller));
        }
        if (route.rule().unknown == 403) {
            request.header("Content-Type", "application/x-www-form-urlencoded").POST(form(caller));
        } else if (!method.equals("GET") && !method.equals("ANY")) {
            request.header("Content-Type", "application/json").method(method, BodyPublishers.ofString("{}"));
        }
        HttpResponse<InputStream> answer =
                CLIENTS.getOrDefault(caller, hub.http()).send(request.build(), BodyHandlers.ofInputStream());
        answer.body().close();
        return answer.statusCode();
    }

    private static BodyPublisher form(Caller caller) throws Exception {
        if (!caller.isStaff()) {
            return BodyPublishers.noBody();
        }
        // the log-in page has a form for everyone
        String page = CLIENTS.getOrDefault(caller, hub.http())
                .send(hub.request("/login").build(), BodyHandlers.ofString())
                .body();
        return BodyPublishers.ofString("_csrf=" + URLEncoder.encode(Browser.token(page), StandardCharsets.UTF_8));
    }

    /** As Spring maps them, of the classes that the web side is made of. */
    private static Set<String> routes() {
        Import parts = WebConfiguration.class.getAnnotation(Import.class);
        try (StaticWebApplicationContext context = new StaticWebApplicationContext()) {
            for (Class<?> part : parts.value()) {
                context.registerSingleton(part.getName(), part);
            }
            RequestMappingHandlerMapping mapping = new RequestMappingHandlerMapping();
            mapping.setApplicationContext(context);
            mapping.afterPropertiesSet();
            Set<String> routes = new TreeSet<>();
            for (RequestMappingInfo info : mapping.getHandlerMethods().keySet()) {
                Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
                for (String path : info.getPatternValues()) {
                    if (methods.isEmpty()) {
                        routes.add("ANY " + path);
                    }
                    methods.forEach(method -> routes.add(method + " " + path));
                }
            }
            return routes;
        }
    }
}
