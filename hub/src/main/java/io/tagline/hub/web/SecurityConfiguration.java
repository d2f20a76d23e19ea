package io.tagline.hub.web;

import io.tagline.hub.access.ApiKeyFilter;
import io.tagline.hub.access.ApiKeys;
import io.tagline.hub.access.GuessLimit;
import io.tagline.hub.access.LoginThrottle;
import io.tagline.hub.access.StaffDirectory;
import io.tagline.hub.access.StaffSessions;
import io.tagline.hub.settings.HubSettings;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.security.web.savedrequest.CookieRequestCache;

/** Who may ask for what: programs by key, staff by session, customers by their link. */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class SecurityConfiguration {

    /** No inline script or style, nothing from elsewhere, in nobody's frame (CSP Level 3). */
    private static final String CONTENT_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
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
                .authorizeHttpRequests(
                        requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                                .permitAll()
                                .requestMatchers(SecurityConfiguration::isMetricsFromHere)
                                .permitAll()
                                .requestMatchers(HttpMethod.GET)
                                .hasAuthority("SCOPE_read")
                                .anyRequest()
                                .hasAuthority("SCOPE_write"))
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
                                        request.getMethod() + " " + request.getRequestURI()
                                                + ": expected a key with the scope "
                                                + (request.getMethod().equals("GET") ? "read" : "write")))))
                .build();
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
            AuthenticationManager staff,
            StaffDirectory directory,
            InstantSource clock)
            throws Exception {
        boolean https = settings.http().https();
        CookieCsrfTokenRepository csrfTokens = new CookieCsrfTokenRepository();
        csrfTokens.setCookieCustomizer(cookie -> cookie.sameSite("Strict").secure(https));
        return http.authenticationManager(staff)
                // neither a look at the log-in page nor a refused request may make a session
                .csrf(csrf -> csrf.csrfTokenRepository(csrfTokens))
                .requestCache(cache -> cache.requestCache(new CookieRequestCache()))
                .addFilterBefore(throttle, UsernamePasswordAuthenticationFilter.class)
                .addFilterBefore(new StaffSessions(directory, clock), AnonymousAuthenticationFilter.class)
                .authorizeHttpRequests(
                        requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                                .permitAll()
                                .requestMatchers("/fleet/**", "/board/**", "/dead-letters/**")
                                .hasAnyRole("ADMIN", "OPERATIONS")
                                .requestMatchers(
                                        "/",
                                        "/track/**",
                                        "/static/**",
                                        "/health/**",
                                        "/openapi.json",
                                        "/robots.txt",
                                        "/login",
                                        "/error")
                                .permitAll()
                                .anyRequest()
                                .permitAll())
                .formLogin(login -> login.loginPage("/login")
                        .successHandler(loggedIn(throttle))
                        .failureHandler(throttle)
                        .permitAll())
                .logout(logout -> logout.logoutSuccessUrl("/login?out"))
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
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

    private static AuthenticationSuccessHandler loggedIn(LoginThrottle throttle) {
        SavedRequestAwareAuthenticationSuccessHandler onward = new SavedRequestAwareAuthenticationSuccessHandler();
        onward.setDefaultTargetUrl("/fleet");
        onward.setRequestCache(new CookieRequestCache());
        return (request, response, who) -> {
            throttle.succeeded(request);
            onward.onAuthenticationSuccess(request, response, who);
        };
    }

    @Bean
    AuthenticationManager staff(StaffDirectory directory) {
        DaoAuthenticationProvider provider = new DaoAuthenticationProvider(directory);
        provider.setPasswordEncoder(directory.passwordEncoder());
        return new ProviderManager(provider);
    }

    @Bean
    LoginThrottle loginThrottle(HubSettings settings) {
        return new LoginThrottle(settings.limits().loginsPerMinute(), System::nanoTime);
    }
}
