package io.tagline.hub.web;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tagline.hub.HubCore;
import io.tagline.hub.access.ApiKeys;
import io.tagline.hub.access.StaffDirectory;
import io.tagline.hub.access.StaffUsers;
import io.tagline.hub.benefit.Benefits;
import io.tagline.hub.care.Care;
import io.tagline.hub.care.CustomerTimeline;
import io.tagline.hub.crm.ConflictDesk;
import io.tagline.hub.crm.CrmDesk;
import io.tagline.hub.crm.hook.CrmHooks;
import io.tagline.hub.customer.CustomerImport;
import io.tagline.hub.customer.CustomerMerges;
import io.tagline.hub.customer.CustomerPrivacy;
import io.tagline.hub.customer.CustomerSearch;
import io.tagline.hub.customer.Customers;
import io.tagline.hub.fleet.Alarms;
import io.tagline.hub.fleet.Fleet;
import io.tagline.hub.fleet.FleetMeters;
import io.tagline.hub.fleet.HealthHistory;
import io.tagline.hub.fleet.PortalBoard;
import io.tagline.hub.intake.DeadLetterDesk;
import io.tagline.hub.manifest.Loads;
import io.tagline.hub.notify.Bounces;
import io.tagline.hub.notify.Followers;
import io.tagline.hub.notify.NoticeDesk;
import io.tagline.hub.notify.NoticeSettings;
import io.tagline.hub.notify.PushIdentity;
import io.tagline.hub.notify.Webhooks;
import io.tagline.hub.order.OrderImport;
import io.tagline.hub.order.Orders;
import io.tagline.hub.order.TagCounter;
import io.tagline.hub.promise.Promises;
import io.tagline.hub.promise.RateCard;
import io.tagline.hub.promise.Rules;
import io.tagline.hub.settings.HttpSettings;
import io.tagline.hub.settings.HubSettings;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.timeline.LiveUpdates;
import io.tagline.hub.timeline.Parcels;
import io.tagline.hub.timeline.SiteExceptions;
import io.tagline.hub.tls.ServedCertificate;
import io.tagline.hub.tls.ServerCertificate;
import io.tagline.hub.tracking.Carriers;
import io.tagline.hub.wish.DeliveryWishes;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Pages and API, being served. Closing ends live pages, lets running requests finish and frees the port. */
public final class WebServer implements AutoCloseable {

    private static final String SHUTDOWN_LIMIT = "5s";
    private static final String BUNDLE = "hub";

    private final ConfigurableApplicationContext context;
    private final int port;

    private WebServer(ConfigurableApplicationContext context, int port) {
        this.context = context;
        this.port = port;
    }

    /** What pages and API are made of. */
    public record Parts(
            HubCore core,
            Transactions transactions,
            StaffUsers users,
            ApiKeys keys,
            PrometheusMeterRegistry meters,
            InstantSource clock,
            Readiness readiness,
            Optional<ServedCertificate> certificate,
            Optional<PushIdentity> push,
            CrmDesk crm,
            ConflictDesk conflicts,
            CrmHooks crmHooks) {}

    /** Starts serving; throws what Spring throws where the port is taken. */
    public static WebServer start(HubSettings settings, Parts parts) {
        SpringApplication application = new SpringApplication(WebConfiguration.class);
        application.setWebApplicationType(WebApplicationType.SERVLET);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.setRegisterShutdownHook(false);
        application.setAddCommandLineProperties(false);
        application.addInitializers(context -> {
            MapPropertySource properties = new MapPropertySource("tagline", properties(settings));
            context.getEnvironment().getPropertySources().addFirst(properties);
            register((GenericApplicationContext) context, settings, parts);
        });
        ConfigurableApplicationContext context = application.run();
        return new WebServer(context, portOf(context));
    }

    private static int portOf(ConfigurableApplicationContext context) {
        if (context instanceof WebServerApplicationContext web) {
            var server = web.getWebServer();
            if (server != null) {
                return server.getPort();
            }
        }
        throw new IllegalStateException("the web side started without a web server");
    }

    /** The port that it listens on. */
    public int port() {
        return port;
    }

    private static void register(GenericApplicationContext context, HubSettings settings, Parts parts) {
        context.registerBean(HubSettings.class, () -> settings);
        context.registerBean(Transactions.class, parts::transactions);
        context.registerBean(ApiKeys.class, parts::keys);
        context.registerBean(StaffDirectory.class, () -> new StaffDirectory(parts.users()));
        context.registerBean(PrometheusMeterRegistry.class, parts::meters);
        context.registerBean(InstantSource.class, parts::clock);
        context.registerBean(Readiness.class, parts::readiness);
        parts.certificate()
                .ifPresent(certificate ->
                        context.registerBean(DefaultSslBundleRegistry.class, () -> bundles(certificate)));
        borrowed(context, Parcels.class, parts.core().parcels());
        borrowed(context, LiveUpdates.class, parts.core().liveUpdates());
        borrowed(context, Orders.class, parts.core().orders());
        borrowed(context, Customers.class, parts.core().customers());
        borrowed(context, CustomerSearch.class, parts.core().customerSearch());
        borrowed(context, CustomerMerges.class, parts.core().customerMerges());
        borrowed(context, CustomerPrivacy.class, parts.core().customerPrivacy());
        borrowed(context, DeliveryWishes.class, parts.core().wishes());
        borrowed(context, CustomerImport.class, parts.core().customerImport());
        borrowed(context, OrderImport.class, parts.core().orderImport());
        borrowed(context, Fleet.class, parts.core().fleet());
        borrowed(context, FleetMeters.class, parts.core().fleetMeters());
        borrowed(context, Alarms.class, parts.core().alarms());
        borrowed(context, HealthHistory.class, parts.core().healthHistory());
        borrowed(context, Benefits.class, parts.core().benefits());
        borrowed(context, DeadLetterDesk.class, parts.core().deadLetters());
        borrowed(context, CrmDesk.class, parts.crm());
        borrowed(context, ConflictDesk.class, parts.conflicts());
        borrowed(context, CrmHooks.class, parts.crmHooks());
        borrowed(context, Loads.class, parts.core().loads());
        borrowed(context, PortalBoard.class, parts.core().portalBoard());
        notices(context, settings.notices(), parts);
        borrowed(context, SiteExceptions.class, parts.core().siteExceptions());
        borrowed(context, TagCounter.class, parts.core().tagCounter());
        borrowed(context, Promises.class, parts.core().promises());
        borrowed(context, Care.class, parts.core().care());
        borrowed(context, CustomerTimeline.class, parts.core().customerTimeline());
        borrowed(context, Carriers.class, settings.promises().carriers());
        borrowed(context, RateCard.class, settings.promises().rates());
        borrowed(context, Rules.class, settings.promises().rules());
    }

    private static void notices(GenericApplicationContext context, NoticeSettings settings, Parts parts) {
        borrowed(context, NoticeDesk.class, new NoticeDesk(parts.transactions(), parts.clock()));
        borrowed(context, Bounces.class, new Bounces(parts.transactions(), parts.clock()));
        borrowed(context, Webhooks.class, new Webhooks(parts.transactions(), settings.allowPrivate(), parts.clock()));
        Followers followers = new Followers(parts.transactions(), parts.clock());
        borrowed(context, Followers.class, followers);
        FollowerSignups.of(followers, settings, parts.push())
                .ifPresent(signups -> borrowed(context, NoticeSignups.class, signups));
    }

    /** The server takes a renewed certificate from there for connections that begin later. */
    private static DefaultSslBundleRegistry bundles(ServedCertificate certificate) {
        DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry(BUNDLE, bundle(certificate.current()));
        certificate.onRenewal(renewed -> bundles.updateBundle(BUNDLE, bundle(renewed)));
        return bundles;
    }

    private static SslBundle bundle(ServerCertificate certificate) {
        return SslBundle.of(SslStoreBundle.of(certificate.keyStore(), ServerCertificate.PASSWORD, null));
    }

    /** Not Spring's to close: the core outlives the pages. */
    private static <T> void borrowed(GenericApplicationContext context, Class<T> type, T part) {
        context.getBeanFactory().registerSingleton(type.getName(), part);
    }

    private static Map<String, Object> properties(HubSettings settings) {
        HttpSettings http = settings.http();
        Map<String, Object> properties = new HashMap<>();
        properties.put("server.address", http.host());
        properties.put("server.port", http.port());
        if (http.tls().isPresent()) {
            properties.put("server.ssl.bundle", BUNDLE);
        }
        properties.put("server.shutdown", "graceful");
        properties.put("spring.lifecycle.timeout-per-shutdown-phase", SHUTDOWN_LIMIT);
        properties.put("server.forward-headers-strategy", http.behindProxy() ? "native" : "none");
        properties.put("server.compression.enabled", true);
        properties.put("server.compression.mime-types", "text/html,text/css,text/javascript,application/json");
        properties.put("server.max-http-request-header-size", "16KB");
        properties.put("server.tomcat.max-http-form-post-size", "64KB");
        // files of forms stay in memory, as other bodies do, and are no larger than those
        String mostBytes = settings.limits().bodyBytes() + "B";
        properties.put("spring.servlet.multipart.max-file-size", mostBytes);
        properties.put("spring.servlet.multipart.max-request-size", mostBytes);
        properties.put("spring.servlet.multipart.file-size-threshold", mostBytes);
        properties.put("server.tomcat.threads.max", 32);
        properties.put("server.tomcat.threads.min-spare", 4);
        properties.put("server.tomcat.connection-timeout", "20s");
        properties.put("server.servlet.session.cookie.http-only", true);
        properties.put("server.servlet.session.cookie.same-site", "lax");
        properties.put("server.servlet.session.cookie.secure", http.https());
        properties.put("server.servlet.session.cookie.name", "tagline");
        properties.put("server.servlet.session.tracking-modes", "cookie");
        properties.put("server.servlet.session.timeout", "12h"); // a shift
        properties.put("spring.mvc.servlet.load-on-startup", 1);
        properties.put("spring.web.resources.add-mappings", false);
        // the words of problems are beside their names, for agent and hub alike
        properties.put("spring.messages.basename", "messages,io/tagline/wire/problems,io/tagline/hub/notify/notices");
        properties.put("spring.messages.always-use-message-format", true); // one rule for quotes
        properties.put("spring.messages.fallback-to-system-locale", false);
        properties.put("spring.jackson.time-zone", "UTC");
        return properties;
    }

    @Override
    public void close() {
        // live pages first: a graceful stop would wait for them
        context.getBean(LiveStreams.class).close();
        context.close();
    }
}
