package io.tagline.hub.web;

import io.tagline.hub.access.GuessLimit;
import io.tagline.hub.crm.hook.CrmHooks;
import io.tagline.hub.crm.hook.HookCall;
import io.tagline.hub.settings.HubSettings;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Where a CRM says that something changed there. It has no key of ours, but a secret of its own. */
@RestController
final class CrmHookApi {
    static final String PATH = "/crm-hooks/{id}";

    private final CrmHooks hooks;
    private final GuessLimit guesses;
    private final Optional<URI> publicUrl;

    CrmHookApi(CrmHooks hooks, GuessLimit linkGuesses, HubSettings settings) {
        this.hooks = hooks;
        this.guesses = linkGuesses;
        this.publicUrl = settings.http().publicUrl();
    }

    @PostMapping(PATH)
    ResponseEntity<Void> changed(
            @PathVariable String id,
            @RequestBody(required = false) byte @Nullable [] body,
            HttpServletRequest request) {
        String from = request.getRemoteAddr();
        if (!guesses.mayTry(from, id)) {
            throw new ProblemException(Problem.of(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "too-many-guesses",
                    "too many wrong signatures from this address: expected the secret of crm[].hook-secret, later"));
        }
        HookCall call =
                new HookCall(request.getMethod(), uri(request), name -> Optional.ofNullable(request.getHeader(name)));
        if (!hooks.take(id, call, body == null ? new byte[0] : body)) {
            guesses.wrong(from);
            throw new ProblemException(Problem.of(
                    HttpStatus.UNAUTHORIZED,
                    "crm-hook-refused",
                    "expected the id of a CRM with a hook-secret, and that secret as a bearer token, or a signature made with it"
                            + " that is not older than 5 minutes"));
        }
        return ResponseEntity.noContent().build();
    }

    /** As whoever signed it has it. */
    private String uri(HttpServletRequest request) {
        String query = request.getQueryString();
        String path = request.getRequestURI() + (query == null ? "" : "?" + query);
        return publicUrl
                .map(url -> Links.withoutSlash(url.toString()) + path)
                .orElseGet(() -> request.getRequestURL() + (query == null ? "" : "?" + query));
    }
}
