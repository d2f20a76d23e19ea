package io.tagline.hub.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.tagline.hub.access.GuessLimit;
import io.tagline.hub.access.Throttle;
import io.tagline.hub.account.Accounts;
import io.tagline.hub.customer.Customers;
import io.tagline.hub.notify.DirectMail;
import io.tagline.hub.notify.MailRelay;
import io.tagline.hub.promise.Promises;
import io.tagline.hub.settings.HubSettings;
import io.tagline.hub.settings.SiteSettings;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.timeline.Parcels;
import io.tagline.hub.wish.DeliveryWishes;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.MessageSourceAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.MultipartAutoConfiguration;
import org.springframework.boot.thymeleaf.autoconfigure.ThymeleafAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.error.ErrorPage;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;
import tools.jackson.databind.ObjectMapper;

/** The web side on one screen. Named one by one, since what is not there need not start. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    DispatcherServletAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    JacksonAutoConfiguration.class,
    MessageSourceAutoConfiguration.class,
    MultipartAutoConfiguration.class,
    SecurityFilterAutoConfiguration.class,
    ThymeleafAutoConfiguration.class,
    TomcatServletWebServerAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
})
@Import({
    SecurityConfiguration.class,
    AccountCasePages.class,
    AccountCases.class,
    AccountDetailPages.class,
    AccountDoor.class,
    AccountNotices.class,
    AccountPages.class,
    Api.class,
    Assets.class,
    BenefitApi.class,
    BenefitPages.class,
    BoardPages.class,
    CareApi.class,
    CareReports.class,
    CaseApi.class,
    CrmActPages.class,
    CrmApi.class,
    CrmConflictApi.class,
    CrmConflictPages.class,
    CrmConflictView.class,
    CrmNames.class,
    CrmHookApi.class,
    CrmPages.class,
    CrmView.class,
    CustomerApi.class,
    CustomerActsApi.class,
    CustomerTimelineApi.class,
    DeadLetterApi.class,
    DeadLetterPages.class,
    DepotExceptionPages.class,
    DepotPages.class,
    DeskAnswers.class,
    DeskCasePages.class,
    DeskCustomer.class,
    DeskCustomerPages.class,
    DeskFormPages.class,
    DeskImportPages.class,
    DeskMergePages.class,
    DeskOrderPages.class,
    DeskPages.class,
    DeskTalkPages.class,
    Discretion.class,
    ErrorAnswers.class,
    ErrorPages.class,
    EstimatePages.class,
    FeedbackPages.class,
    FleetPages.class,
    FrontPage.class,
    ImportApi.class,
    LoadApi.class,
    LoginPage.class,
    LossPages.class,
    NoticeApi.class,
    NoticeChoiceApi.class,
    NoticeChoicePages.class,
    NoticeConfirmPages.class,
    NoticeStopPages.class,
    Operations.class,
    OperationsPages.class,
    PromiseApi.class,
    PushWorker.class,
    RunbookPage.class,
    StaffNavigation.class,
    TrackingActs.class,
    TagApi.class,
    TrackingPages.class,
})
class WebConfiguration {

    /** A body that is refused is read and thrown away up to here, so that its sender gets to see the answer. */
    private static final int MOST_SWALLOWED_BYTES = 64 * 1024 * 1024;

    @Bean
    LiveStreams liveStreams(HubSettings settings, MeterRegistry meters) {
        return new LiveStreams(settings.limits().streams(), settings.limits().streamsPerAddress(), meters);
    }

    /** Every template's head names the version of style sheet and script, error pages' too. */
    @Bean
    SmartInitializingSingleton assetVersion(ThymeleafViewResolver views, Assets assets) {
        return () -> views.addStaticVariable("assets", assets.version());
    }

    @Bean
    Fragments fragments(SpringTemplateEngine engine) {
        return new Fragments(engine);
    }

    @Bean
    ParcelRegion parcelRegion(Fragments fragments, MessageSource messages) {
        return new ParcelRegion(fragments, messages);
    }

    @Bean
    TrackingView trackingView(
            Parcels parcels,
            Promises promises,
            ParcelRegion regions,
            Fragments fragments,
            Times times,
            InstantSource clock,
            Assets assets,
            ObjectMapper json) {
        return new TrackingView(parcels, promises, regions, fragments, times, clock, assets, json);
    }

    @Bean
    Times times(HubSettings settings) {
        return new Times(
                settings.sites().stream().collect(Collectors.toMap(SiteSettings::id, SiteSettings::timeZone)),
                settings.timeZone());
    }

    @Bean
    Links links(HubSettings settings) {
        return new Links(settings.http().publicUrl());
    }

    @Bean
    Throttle lookups(HubSettings settings) {
        return new Throttle(settings.limits().lookupsPerMinute(), System::nanoTime);
    }

    @Bean
    Throttle signIns(HubSettings settings) {
        return new Throttle(settings.limits().loginsPerMinute(), System::nanoTime);
    }

    @Bean
    Accounts accounts(Transactions transactions, Customers customers, InstantSource clock) {
        return new Accounts(transactions, customers, clock);
    }

    /** None where there is no mail server, or no address that a link could lead to. */
    @Bean
    @Nullable
    SignInMails signInMails(HubSettings settings, Accounts accounts, MessageSource words, InstantSource clock) {
        Optional<MailRelay> relay = settings.notices().mail();
        Optional<String> publicUrl = settings.http().publicUrl().map(url -> Links.withoutSlash(url.toString()));
        return relay.isPresent() && publicUrl.isPresent()
                ? new SignInMails(accounts, new DirectMail(relay.get(), clock), words, publicUrl.get())
                : null;
    }

    @Bean
    GuessLimit linkGuesses(HubSettings settings) {
        return new GuessLimit(settings.limits().guessesPerMinute(), System::nanoTime);
    }

    @Bean
    Addressee addressee(DeliveryWishes wishes) {
        return new Addressee(wishes, System::nanoTime);
    }

    @Bean
    ProblemWriter problemWriter(ObjectMapper json) {
        return new ProblemWriter(json);
    }

    @Bean
    LanguageChoice localeResolver(HubSettings settings) {
        return new LanguageChoice(settings.http().https());
    }

    @Bean
    FilterRegistrationBean<RequestMeasures> requestMeasures(MeterRegistry meters) {
        FilterRegistrationBean<RequestMeasures> filter = new FilterRegistrationBean<>(new RequestMeasures(meters));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    FilterRegistrationBean<BodyLimit> bodyLimit(HubSettings settings, ProblemWriter problems) {
        FilterRegistrationBean<BodyLimit> filter =
                new FilterRegistrationBean<>(new BodyLimit(settings.limits().bodyBytes(), problems));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return filter;
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> tomcat() {
        return factory -> {
            factory.addErrorPages(new ErrorPage(ErrorPages.PATH));
            // browsers send forms in the encoding of the page and do not say which; the server would take them for
            // Latin-1
            factory.addContextCustomizers(context -> context.setRequestCharacterEncoding("UTF-8"));
            factory.addConnectorCustomizers(connector -> {
                connector.setProperty("maxSwallowSize", String.valueOf(MOST_SWALLOWED_BYTES));
                // a client that asks first ("Expect: 100-continue") is refused before it sends anything
                connector.setProperty("continueResponseTiming", "onRead");
                connector.setXpoweredBy(false);
            });
        };
    }
}
