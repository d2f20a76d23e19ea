package io.tagline.hub.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Recognises a program by the key in {@code Authorization: Bearer} (RFC 6750 §2.1); whoever has none stays unknown. An address that
 * tries many wrong ones is told 429 for a while.
 */
public final class ApiKeyFilter extends OncePerRequestFilter {

    private static final String SCHEME = "Bearer ";

    /** As the wait of a bucket of one a second; a number of seconds (RFC 9110 §10.2.3). */
    private static final String RETRY_AFTER = "5";

    private final ApiKeys keys;
    private final GuessLimit guesses;
    private final Refusal tooMany;

    /** Answers for the filter, which knows no form of answer. */
    @FunctionalInterface
    public interface Refusal {
        void write(HttpServletResponse response) throws IOException;
    }

    /** @param tooMany answers an address that has guessed too often */
    public ApiKeyFilter(ApiKeys keys, GuessLimit guesses, Refusal tooMany) {
        this.keys = keys;
        this.guesses = guesses;
        this.tooMany = tooMany;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<String> given = bearer(request);
        if (given.isPresent()) {
            String key = given.get();
            if (!guesses.mayTry(request.getRemoteAddr(), key)) {
                response.setHeader("Retry-After", RETRY_AFTER);
                tooMany.write(response);
                return;
            }
            Optional<ApiKey> found = keys.find(key);
            if (found.isPresent()) {
                guesses.right(key);
                recognise(found.get());
            } else {
                guesses.wrong(request.getRemoteAddr());
            }
        }
        chain.doFilter(request, response);
    }

    /** The key in the request's header, if there is one. */
    private static Optional<String> bearer(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader("Authorization"))
                .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(header -> header.substring(SCHEME.length()).strip());
    }

    private static void recognise(ApiKey key) {
        List<SimpleGrantedAuthority> authorities = key.scopes().stream()
                .map(scope -> new SimpleGrantedAuthority(scope.authority()))
                .toList();
        Program program = new Program(key);
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(program, null, authorities));
        SecurityContextHolder.setContext(context);
    }
}
