package io.tagline.hub.web;

import io.tagline.hub.care.CareRefusedException;
import io.tagline.hub.customer.CustomerConflictException;
import io.tagline.hub.manifest.LoadConflictException;
import io.tagline.hub.manifest.LoadProblem;
import io.tagline.hub.manifest.LoadRefusedException;
import io.tagline.hub.manifest.LoadStaleException;
import io.tagline.hub.order.OrderConflictException;
import io.tagline.hub.order.OrderProblem;
import io.tagline.hub.order.OrderRefusedException;
import io.tagline.hub.order.OrderStaleException;
import io.tagline.hub.store.StoreUnavailableException;
import io.tagline.hub.web.BodyLimit.BodyTooLargeException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.ModelAndView;

/** Turns what went wrong into an answer: a problem for programs, a page for people. */
@ControllerAdvice
final class ErrorAnswers {

    static final Problem STORE_AWAY = Problem.of(
            HttpStatus.SERVICE_UNAVAILABLE,
            "store-unavailable",
            "the database is away for now: expected it to be back soon, try again");

    private static final Logger log = LoggerFactory.getLogger(ErrorAnswers.class);

    @ExceptionHandler
    Object problem(ProblemException e, HttpServletRequest request) {
        return answer(e.problem(), request);
    }

    @ExceptionHandler
    Object orderRefused(OrderRefusedException e) {
        return Problem.of(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "order-refused",
                        summary("the body is not an order", e.problems()),
                        items(e.problems()))
                .response();
    }

    @ExceptionHandler
    Object orderConflict(OrderConflictException e) {
        return Problem.of(
                        HttpStatus.CONFLICT,
                        "order-conflict",
                        summary("the order contradicts another one", e.problems()),
                        items(e.problems()))
                .response();
    }

    @ExceptionHandler
    Object orderStale(OrderStaleException e) {
        return Problem.of(HttpStatus.PRECONDITION_FAILED, "version-stale", String.valueOf(e.getMessage()))
                .response();
    }

    @ExceptionHandler
    Object loadStale(LoadStaleException e) {
        return Problem.of(HttpStatus.PRECONDITION_FAILED, "version-stale", String.valueOf(e.getMessage()))
                .response();
    }

    @ExceptionHandler
    Object loadRefused(LoadRefusedException e) {
        return Problem.of(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "load-refused",
                        summary("the body is not a load", e.problems()),
                        loadItems(e.problems()))
                .response();
    }

    @ExceptionHandler
    Object loadConflict(LoadConflictException e) {
        return Problem.of(
                        HttpStatus.CONFLICT,
                        "load-conflict",
                        summary("the load contradicts another one", e.problems()),
                        loadItems(e.problems()))
                .response();
    }

    @ExceptionHandler
    Object customerConflict(CustomerConflictException e) {
        return CustomerAnswers.problem(e).response();
    }

    @ExceptionHandler
    Object careRefused(CareRefusedException e, HttpServletRequest request) {
        String detail = String.valueOf(e.getMessage());
        return switch (e.reason()) {
            case NOT_FOUND -> answer(Problem.of(HttpStatus.NOT_FOUND, "case-not-found", detail), request);
            case STALE -> answer(Problem.of(HttpStatus.PRECONDITION_FAILED, "version-stale", detail), request);
            case NOT_ALLOWED -> answer(Problem.of(HttpStatus.FORBIDDEN, "not-yours-to-do", detail), request);
            case WRONG ->
                answer(
                        Problem.of(
                                HttpStatus.UNPROCESSABLE_CONTENT,
                                "care-refused",
                                e.field() + ": " + detail,
                                List.of(new Problem.Item("$." + e.field(), detail))),
                        request);
        };
    }

    private static List<Problem.Item> loadItems(List<LoadProblem> problems) {
        return problems.stream()
                .map(problem -> new Problem.Item(problem.path(), problem.message()))
                .toList();
    }

    private static String summary(String what, List<?> problems) {
        return problems.size() == 1
                ? problems.get(0).toString()
                : what + ": " + problems.size() + " problems, the first is " + problems.get(0);
    }

    private static List<Problem.Item> items(List<OrderProblem> problems) {
        return problems.stream()
                .map(problem -> new Problem.Item(problem.path(), problem.message()))
                .toList();
    }

    @ExceptionHandler
    Object wrongMethod(HttpRequestMethodNotSupportedException e, HttpServletRequest request) {
        Set<HttpMethod> allowed = e.getSupportedHttpMethods() == null ? Set.of() : e.getSupportedHttpMethods();
        String expected = allowed.isEmpty() ? "another method" : String.join(" or ", names(allowed));
        Problem problem = Problem.of(
                HttpStatus.METHOD_NOT_ALLOWED,
                "method-not-allowed",
                e.getMethod() + " " + request.getRequestURI() + ": expected " + expected);
        HttpHeaders headers = new HttpHeaders();
        headers.setAllow(allowed);
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return new ResponseEntity<>(problem, headers, HttpStatus.METHOD_NOT_ALLOWED);
    }

    private static List<String> names(Set<HttpMethod> methods) {
        return methods.stream().map(HttpMethod::name).sorted().toList();
    }

    @ExceptionHandler
    Object wrongMediaType(HttpMediaTypeNotSupportedException e, HttpServletRequest request) {
        String given =
                request.getContentType() == null ? "no Content-Type" : "Content-Type " + request.getContentType();
        String expected = e.getSupportedMediaTypes().isEmpty()
                ? "application/json"
                : e.getSupportedMediaTypes().stream().map(MediaType::toString).collect(Collectors.joining(" or "));
        return answer(
                Problem.of(
                        HttpStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type", given + ": expected " + expected),
                request);
    }

    @ExceptionHandler
    Object storeAway(StoreUnavailableException e, HttpServletRequest request) {
        log.atError().setCause(e).log("request failed: store unavailable");
        return answer(STORE_AWAY, request);
    }

    /** The client went before its answer was written: nobody is left to be told. */
    @ExceptionHandler
    void clientGone(AsyncRequestNotUsableException e) {
        log.atDebug().setCause(e).log("client gone");
    }

    /** What Spring refuses: unknown paths, unreadable bodies, missing parameters; and bugs of ours. */
    @ExceptionHandler
    Object other(Exception e, HttpServletRequest request) {
        // the body is read by Spring's converter, which wraps what reading throws
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof BodyTooLargeException tooLarge) {
                return answer(BodyLimit.problem(tooLarge.detail()), request);
            }
        }
        HttpStatus status = e instanceof ErrorResponse known
                ? HttpStatus.valueOf(known.getStatusCode().value())
                : HttpStatus.INTERNAL_SERVER_ERROR;
        if (status.is5xxServerError()) {
            log.atError().addKeyValue("method", request.getMethod()).setCause(e).log("request failed");
        }
        return answer(forStatus(status, request.getRequestURI()), request);
    }

    static Problem forStatus(HttpStatus status, String path) {
        return switch (status) {
            case NOT_FOUND ->
                Problem.of(status, "not-found", "\"" + path + "\": expected a path that openapi.json names");
            case BAD_REQUEST -> Problem.of(status, "bad-request", "the request can't be read: expected valid HTTP");
            case NOT_ACCEPTABLE -> Problem.of(status, "not-acceptable", "Accept: expected application/json or */*");
            default ->
                status.is5xxServerError()
                        ? Problem.of(status, "internal", "the hub failed; its log says why")
                        : Problem.of(status, "refused", "\"" + path + "\": " + status.getReasonPhrase());
        };
    }

    static Object answer(Problem problem, HttpServletRequest request) {
        if (isForPrograms(request.getRequestURI())) {
            return problem.response();
        }
        ModelAndView page = new ModelAndView("error");
        page.setStatus(HttpStatus.valueOf(problem.status()));
        page.addObject("status", problem.status());
        return page;
    }

    static boolean isForPrograms(String path) {
        return path.startsWith("/api/") || path.equals("/metrics") || path.startsWith("/health");
    }
}
