package io.tagline.hub.web;

import io.tagline.hub.access.Viewers;
import io.tagline.hub.benefit.BenefitArea;
import io.tagline.hub.benefit.Benefits;
import io.tagline.hub.benefit.CostKind;
import io.tagline.hub.benefit.CostLine;
import io.tagline.hub.benefit.Days;
import io.tagline.hub.promise.Money;
import io.tagline.hub.web.BenefitJson.AreaList;
import io.tagline.hub.web.BenefitJson.BaselineJson;
import io.tagline.hub.web.BenefitJson.BaselineList;
import io.tagline.hub.web.BenefitJson.Comparison;
import io.tagline.hub.web.BenefitJson.CostJson;
import io.tagline.hub.web.BenefitJson.CostList;
import io.tagline.hub.web.BenefitJson.Report;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was measured of the service, what it is held against and what it cost, for programs that report. */
@RestController
@RequestMapping("/api/v1/benefits")
final class BenefitApi {
    static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);

    private static final String REFUSED = "benefit-refused";
    private static final int MOST_RECOUNTED = 400;

    private final Benefits benefits;

    BenefitApi(Benefits benefits) {
        this.benefits = benefits;
    }

    @GetMapping("/figures")
    Report figures(
            @RequestParam Optional<String> area,
            @RequestParam Optional<String> period,
            @RequestParam Optional<String> count,
            @RequestParam Optional<String> until) {
        return Report.of(BenefitQuery.of(benefits, area, period, count, until).report(benefits));
    }

    @GetMapping("/figures.csv")
    ResponseEntity<byte[]> file(
            @RequestParam Optional<String> area,
            @RequestParam Optional<String> period,
            @RequestParam Optional<String> count,
            @RequestParam Optional<String> until) {
        return csv(BenefitQuery.of(benefits, area, period, count, until), benefits);
    }

    static ResponseEntity<byte[]> csv(BenefitQuery query, Benefits benefits) {
        String name = "benefits-" + query.area().toString().replaceAll("[^A-Za-z0-9-]+", "-") + "-" + query.until();
        return ResponseEntity.ok()
                .contentType(CSV)
                .header("Content-Disposition", "attachment; filename=\"" + name + ".csv\"")
                .body(BenefitCsv.of(query.report(benefits)).getBytes(StandardCharsets.UTF_8));
    }

    @GetMapping("/areas")
    AreaList areas() {
        return AreaList.of(benefits.areas());
    }

    @GetMapping("/comparison")
    Comparison compare(
            @RequestParam Optional<String> kind,
            @RequestParam Optional<String> period,
            @RequestParam Optional<String> until) {
        BenefitArea.Kind by = BenefitArea.Kind.ofCode(kind.orElse("site"))
                .orElseThrow(() -> BenefitQuery.bad("kind: expected all, site, region, product or segment"));
        BenefitQuery query = BenefitQuery.of(benefits, Optional.empty(), period, Optional.of("1"), until);
        Days days = query.period().around(query.until());
        return Comparison.of(days, benefits.compare(by, days));
    }

    @GetMapping("/baselines")
    BaselineList baselines() {
        return new BaselineList(
                benefits.baselines().stream().map(BaselineJson::of).toList());
    }

    @PutMapping(path = "/baselines/{area}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Void> setBaseline(@PathVariable String area, @RequestBody byte[] json) {
        BenefitArea of = BenefitQuery.area(area);
        if (benefits.setBaseline(Viewers.required(), of, days(json, Set.of("from", "to"))) == Benefits.Outcome.FULL) {
            throw full("baselines");
        }
        return ResponseEntity.noContent().build();
    }

    @DeleteMapping("/baselines/{area}")
    ResponseEntity<Void> dropBaseline(@PathVariable String area) {
        if (benefits.dropBaseline(Viewers.required(), BenefitQuery.area(area)) == Benefits.Outcome.STALE) {
            throw new ProblemException(Problem.of(
                    HttpStatus.NOT_FOUND, "baseline-not-found", "area: expected one with a baseline of its own"));
        }
        return ResponseEntity.noContent().build();
    }

    /** Has days counted again; the answer does not wait for that. */
    @PostMapping(path = "/recounts", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Void> recount(@RequestBody byte[] json) {
        Days days = days(json, Set.of("from", "to"));
        if (days.count() > MOST_RECOUNTED) {
            throw refused("$.to", days.count() + " days: expected at most " + MOST_RECOUNTED);
        }
        benefits.recount(Viewers.required(), days);
        return ResponseEntity.accepted().build();
    }

    @GetMapping("/costs")
    CostList costs(@RequestParam Optional<String> after, @RequestParam Optional<String> limit) {
        int most = Pages.limit(limit);
        List<CostLine> found = benefits.costs(after.orElse(""), most);
        return new CostList(
                found.stream().map(CostJson::of).toList(),
                found.size() < most
                        ? Optional.empty()
                        : Optional.of(found.get(most - 1).reference()));
    }

    @GetMapping("/costs/{reference}")
    ResponseEntity<CostJson> cost(@PathVariable String reference) {
        return answer(HttpStatus.OK, found(reference));
    }

    /** Entered again as it is, it stays as it is; to change it, say which version. */
    @PutMapping(path = "/costs/{reference}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<CostJson> putCost(
            @PathVariable String reference,
            @RequestHeader(name = "If-Match", required = false) Optional<String> ifMatch,
            @RequestBody byte[] json) {
        Benefits.NewCost entered = entered(reference, json);
        Optional<CostLine> before = benefits.cost(reference);
        if (before.filter(line -> isSame(line, entered)).isPresent()) {
            return answer(HttpStatus.OK, before.get());
        }
        Optional<Integer> version =
                before.isPresent() || ifMatch.isPresent() ? Optional.of(Versions.required(ifMatch)) : Optional.empty();
        Benefits.Outcome outcome = put(entered, version);
        return answer(outcome == Benefits.Outcome.ADDED ? HttpStatus.CREATED : HttpStatus.OK, found(reference));
    }

    private Benefits.Outcome put(Benefits.NewCost entered, Optional<Integer> version) {
        try {
            Benefits.Outcome outcome = benefits.putCost(Viewers.required(), entered, version);
            if (outcome == Benefits.Outcome.STALE) {
                throw stale();
            }
            if (outcome == Benefits.Outcome.FULL) {
                throw full("cost lines");
            }
            return outcome;
        } catch (IllegalArgumentException e) {
            throw refused("$", String.valueOf(e.getMessage()));
        }
    }

    @DeleteMapping("/costs/{reference}")
    ResponseEntity<Void> deleteCost(
            @PathVariable String reference,
            @RequestHeader(name = "If-Match", required = false) Optional<String> ifMatch) {
        CostLine there = found(reference);
        int version = Versions.required(ifMatch);
        if (benefits.deleteCost(Viewers.required(), there.reference(), version) == Benefits.Outcome.STALE) {
            throw stale();
        }
        return ResponseEntity.noContent().build();
    }

    private static Benefits.NewCost entered(String reference, byte[] json) {
        JsonBody body = new JsonBody(json, REFUSED, Set.of("kind", "area", "from", "to", "cost", "note"));
        Optional<CostKind> kind =
                body.word("kind", CostKind::ofCode, "staff, transport, equipment, software, compensation or other");
        String unusedKind = body.required("kind", "staff, transport, equipment, software, compensation or other");
        Optional<BenefitArea> area = body.word("area", BenefitArea::parse, "all, or such as site:ott-1");
        String unusedArea = body.required("area", "all, or such as site:ott-1");
        Days days = days(body);
        Optional<Money> cost = body.money("cost");
        String note = body.text("note").orElse("");
        body.done();
        return new Benefits.NewCost(
                reference,
                kind.orElseThrow(),
                area.orElseThrow(),
                days,
                cost.orElseThrow(() -> refused("$.cost", "missing: expected an amount and its currency")),
                note);
    }

    private static Days days(byte[] json, Set<String> fields) {
        JsonBody body = new JsonBody(json, REFUSED, fields);
        return days(body);
    }

    private static Days days(JsonBody body) {
        Optional<LocalDate> from = body.word("from", BenefitApi::day, "a day such as 2026-11-01");
        Optional<LocalDate> to = body.word("to", BenefitApi::day, "a day such as 2026-11-30");
        String unusedFrom = body.required("from", "the first day");
        String unusedTo = body.required("to", "the last day");
        body.done();
        if (to.orElseThrow().isBefore(from.orElseThrow())) {
            throw refused("$.to", to.get() + ": expected no day before " + from.get());
        }
        return new Days(from.get(), to.get());
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(BenefitQuery.day("day", text));
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }

    private static boolean isSame(CostLine line, Benefits.NewCost entered) {
        return line.kind() == entered.kind()
                && line.area().equals(entered.area())
                && line.days().equals(entered.days())
                && line.money().equals(entered.money())
                && line.note().equals(entered.note());
    }

    private CostLine found(String reference) {
        return benefits.cost(reference)
                .orElseThrow(() -> new ProblemException(
                        Problem.of(HttpStatus.NOT_FOUND, "cost-not-found", "reference: expected that of a cost line")));
    }

    private static ResponseEntity<CostJson> answer(HttpStatus status, CostLine line) {
        return ResponseEntity.status(status)
                .header("ETag", Versions.tag(line.version()))
                .body(CostJson.of(line));
    }

    /** Of a form's words; for the page. */
    static Money money(String amount, String currency) {
        return new Money(new BigDecimal(amount), Currency.getInstance(currency));
    }

    private static ProblemException stale() {
        return new ProblemException(Problem.of(
                HttpStatus.PRECONDITION_FAILED,
                "version-stale",
                "If-Match: expected the ETag that the cost line has now; somebody else has changed it"));
    }

    private static ProblemException full(String what) {
        return new ProblemException(Problem.of(
                HttpStatus.CONFLICT,
                "benefits-full",
                "there are as many " + what + " as there may be: expected one less"));
    }

    private static ProblemException refused(String path, String message) {
        return new ProblemException(Problem.of(
                HttpStatus.UNPROCESSABLE_CONTENT,
                REFUSED,
                path + ": " + message,
                List.of(new Problem.Item(path, message))));
    }
}
