package io.tagline.hub.web;

import io.tagline.hub.access.ApiKeyFilter;
import io.tagline.hub.access.ApiKeys;
import io.tagline.hub.access.GuessLimit;
import io.tagline.hub.access.LoginLog;
import io.tagline.hub.access.LoginThrottle;
import io.tagline.hub.access.OidcCheck;
import io.tagline.hub.access.OidcDoor;
import io.tagline.hub.access.Scope;
import io.tagline.hub.access.StaffDirectory;
import io.tagline.hub.access.StaffDoor;
import io.tagline.hub.access.StaffSessions;
import io.tagline.hub.access.ViewLog;
import io.tagline.hub.access.Viewers;
import io.tagline.hub.settings.HubSettings;
import io.tagline.hub.store.StoreUnavailableException;
import io.tagline.hub.store.Transactions;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.security.web.savedrequest.CookieRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.web.util.UriComponentsBuilder;

/** Who may ask for what: programs by key, staff by session, customers by their link. */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class SecurityConfiguration {

    private static final Logger log = LoggerFactory.getLogger(SecurityConfiguration.class);

    /** A shift, as in the server's properties; a log-in with the company's account begins with a shorter one. */
    private static final int SESSION_SECONDS = 12 * 60 * 60;

    /** No inline script, no style but our own sheet, nothing from elsewhere, in nobody's frame (CSP Level 3). */
    private static final String CONTENT_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self' %s; img-src 'self'; "
                    + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final Problem TOO_MANY_KEYS = Problem.of(
            HttpStatus.TOO_MANY_REQUESTS,
            "too-many-guesses",
            "too many wrong API keys from this address: expected a key of this hub, later (limits.guesses-per-minute)");

    /** For programs: no session, no cookie, nothing without a key. */
    @Bean
    @Order(1)
    SecurityFilterChain programs(HttpSecurity http, ApiKeys keys, HubSettings settings, ProblemWriter problems)
            throws Exception {
        GuessLimit guesses = new GuessLimit(settings.limits().guessesPerMinute(), System::nanoTime);
        ApiKeyFilter byKey = new ApiKeyFilter(keys, guesses, response -> problems.write(response, TOO_MANY_KEYS));
        return http.securityMatcher("/api/**", "/metrics")
                .csrf(csrf -> csrf.disable())
                .requestCache(cache -> cache.disable())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterBefore(byKey, UsernamePasswordAuthenticationFilter.class)
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(
                                DispatcherType.ERROR, DispatcherType.ASYNC)
                        .permitAll()
                        .requestMatchers(SecurityConfiguration::isMetricsFromHere)
                        .permitAll()
                        .anyRequest()
                        .access((who, request) -> new AuthorizationDecision(mayCall(who.get(), request.getRequest()))))
                .exceptionHandling(handling -> handling.authenticationEntryPoint((request, response, e) -> {
                            response.setHeader("WWW-Authenticate", "Bearer");
                            problems.write(
                                    response,
                                    Problem.of(
                                            HttpStatus.UNAUTHORIZED,
                                            "key-required",
                                            request.getHeader("Authorization") == null
                                                    ? "no Authorization header: expected \"Bearer\" and an API key"
                                                    : "Authorization: expected \"Bearer\" and an API key of this hub"));
                        })
                        .accessDeniedHandler((request, response, e) -> problems.write(
                                response,
                                Problem.of(
                                        HttpStatus.FORBIDDEN,
                                        "scope-missing",
                                        request.getMethod() + " " + request.getRequestURI() + ": expected "
                                                + expectedKey(request)))))
                .build();
    }

    private static boolean mayCall(Authentication who, HttpServletRequest request) {
        Set<Scope> needed = needed(request);
        return who.getAuthorities().stream().anyMatch(has -> needed.stream()
                        .anyMatch(scope -> scope.authority().equals(has.getAuthority())))
                && (Viewers.source(who).isEmpty() || ApiArea.isForPartners(request.getServletPath()));
    }

    private static Set<Scope> needed(HttpServletRequest request) {
        return ApiArea.of(request.getServletPath()).needed(request.getMethod());
    }

    private static String expectedKey(HttpServletRequest request) {
        return "a key with the scope "
                + needed(request).stream().sorted().map(Scope::code).collect(Collectors.joining(" or "))
                + (ApiArea.isForPartners(request.getServletPath()) ? "" : " that is no partner's");
    }

    /** The usual collector runs on the same machine and has no key; what a proxy there hands on comes from elsewhere. */
    private static boolean isMetricsFromHere(HttpServletRequest request) {
        return request.getServletPath().equals("/metrics")
                && request.getHeader("X-Forwarded-For") == null
                && (request.getRemoteAddr().equals("127.0.0.1")
                        || request.getRemoteAddr().equals("0:0:0:0:0:0:0:1"));
    }

    /** For people. */
    @Bean
    @Order(2)
    SecurityFilterChain people(
            HttpSecurity http,
            HubSettings settings,
            LoginThrottle throttle,
            LoginLog logins,
            AuthenticationManager staff,
            StaffDirectory directory,
            InstantSource clock,
            Assets assets)
            throws Exception {
        boolean https = settings.http().https();
        CookieCsrfTokenRepository csrfTokens = new CookieCsrfTokenRepository();
        csrfTokens.setCookieCustomizer(cookie -> cookie.sameSite("Strict").secure(https));
        if (settings.oidc().isPresent()) {
            OidcDoor door = new OidcDoor(settings.oidc().get(), settings.http().publicUrl());
            http.oauth2Login(login -> {
                door.into(login.loginPage("/login"));
                login.successHandler(loggedIn(logins, request -> {})).failureHandler((request, response, failure) -> {
                    logins.refused("", "company account", request.getRemoteAddr());
                    log.atWarn()
                            .addKeyValue("from", request.getRemoteAddr())
                            .addKeyValue("reason", failure.getMessage())
                            .log("log-in with the company's account failed");
                    response.sendRedirect("/login?account");
                });
            });
        }
        return http.authenticationManager(staff)
                // neither a look at the log-in page nor a refused request may make a session
                .csrf(csrf -> csrf.csrfTokenRepository(csrfTokens)
                        // mail programs post there for people, who hold the token in the path (RFC 8058)
                        .ignoringRequestMatchers("/notices/stop/*")
                        // CRMs post there, and show a secret of their own
                        .ignoringRequestMatchers("/crm-hooks/*"))
                .requestCache(cache -> cache.requestCache(new CookieRequestCache()))
                .addFilterBefore(throttle, UsernamePasswordAuthenticationFilter.class)
                .addFilterBefore(new StaffSessions(directory, clock), AnonymousAuthenticationFilter.class)
                .authorizeHttpRequests(requests -> {
                    requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                            .permitAll();
                    PageArea.ALL.forEach(
                            area -> requests.requestMatchers(area.pattern()).hasAnyRole(area.roleNames()));
                    requests.anyRequest().permitAll();
                })
                .formLogin(login -> login.loginPage("/login")
                        .successHandler(loggedIn(logins, throttle::succeeded))
                        .failureHandler(throttle)
                        .permitAll())
                .logout(logout -> logout.logoutSuccessUrl("/login?out"))
                .headers(headers -> headers.contentSecurityPolicy(
                                policy -> policy.policyDirectives(CONTENT_POLICY.formatted(assets.stylesHash())))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
                        .httpStrictTransportSecurity(hsts -> {
                            if (https) {
                                hsts.requestMatcher(request -> true);
                            } else {
                                hsts.disable();
                            }
                        })
                        .addHeaderWriter(new StaticHeadersWriter(
                                "Permissions-Policy", "camera=(), microphone=(), geolocation=()"))
                        .addHeaderWriter((request, response) -> {
                            if (!request.getServletPath().equals("/")) {
                                response.setHeader("X-Robots-Tag", "noindex, nofollow");
                            }
                        }))
                .build();
    }

    /** Who can't be written down does not come in. */
    private static AuthenticationSuccessHandler loggedIn(LoginLog logins, Consumer<HttpServletRequest> also) {
        SavedRequestAwareAuthenticationSuccessHandler onward = new SavedRequestAwareAuthenticationSuccessHandler() {
            @Override
            protected String determineTargetUrl(HttpServletRequest request, HttpServletResponse response) {
                return PageArea.home(Viewers.required());
            }
        };
        RequestCache asked = new CookieRequestCache();
        onward.setRequestCache(asked);
        return (request, response, who) -> {
            try {
                also.accept(request);
                logins.succeeded(Viewers.required(), request.getRemoteAddr());
                request.getSession().setMaxInactiveInterval(SESSION_SECONDS);
            } catch (StoreUnavailableException e) {
                SecurityContextHolder.clearContext();
                request.getSession().invalidate();
                log.atError().setCause(e).log("log-in not possible");
                response.sendRedirect("/login?away");
                return;
            }
            SavedRequest before = asked.getRequest(request, response);
            if (before != null && !PageArea.mayOpen(Viewers.required(), pathOf(before))) {
                // whoever sat here before asked for it, or somebody who did not know better
                asked.removeRequest(request, response);
                response.sendRedirect(PageArea.home(Viewers.required()));
                return;
            }
            onward.onAuthenticationSuccess(request, response, who);
        };
    }

    private static String pathOf(SavedRequest before) {
        String path = UriComponentsBuilder.fromUriString(before.getRedirectUrl())
                .build()
                .getPath();
        return path == null ? "/" : path;
    }

    @Bean
    AuthenticationManager staff(StaffDirectory directory, HubSettings settings) {
        List<AuthenticationProvider> checks = new ArrayList<>(List.of(new StaffDoor(directory)));
        settings.oidc().map(OidcCheck::of).ifPresent(checks::add);
        return new ProviderManager(checks);
    }

    @Bean
    LoginThrottle loginThrottle(HubSettings settings, LoginLog logins) {
        return new LoginThrottle(settings.limits().loginsPerMinute(), System::nanoTime, logins::refused);
    }

    @Bean
    LoginLog loginLog(Transactions transactions, StaffDirectory staff, InstantSource clock) {
        return new LoginLog(transactions, staff, clock, System::nanoTime);
    }

    @Bean
    ViewLog viewLog(Transactions transactions, InstantSource clock) {
        return new ViewLog(transactions, clock);
    }
}
