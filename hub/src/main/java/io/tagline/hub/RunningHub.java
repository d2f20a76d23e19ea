package io.tagline.hub;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tagline.hub.access.AgentCredentials;
import io.tagline.hub.access.ApiKeys;
import io.tagline.hub.access.AuditChain;
import io.tagline.hub.access.FirstStart;
import io.tagline.hub.access.GuessLimit;
import io.tagline.hub.access.KeyedHash;
import io.tagline.hub.access.SigningKey;
import io.tagline.hub.access.StaffUsers;
import io.tagline.hub.broker.Broker;
import io.tagline.hub.broker.RemovedAgents;
import io.tagline.hub.care.mail.MailThread;
import io.tagline.hub.crm.Crm;
import io.tagline.hub.crm.CrmProblems;
import io.tagline.hub.crm.CustomersAndOrders;
import io.tagline.hub.crm.KeptConflicts;
import io.tagline.hub.crm.hook.CrmHooks;
import io.tagline.hub.customer.ContactForms;
import io.tagline.hub.intake.IntakeMqtt;
import io.tagline.hub.intake.IntakeSettings;
import io.tagline.hub.notify.Bounces;
import io.tagline.hub.notify.Notices;
import io.tagline.hub.notify.PushIdentity;
import io.tagline.hub.settings.HubSettings;
import io.tagline.hub.settings.MqttSettings;
import io.tagline.hub.settings.TlsSettings;
import io.tagline.hub.store.Pulse;
import io.tagline.hub.store.Store;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.tls.ServedCertificate;
import io.tagline.hub.web.Readiness;
import io.tagline.hub.web.WebServer;
import io.tagline.settings.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The hub, running: all of its wiring on one screen. */
public final class RunningHub implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RunningHub.class);

    private final Started started;
    private final CompletableFuture<String> death = new CompletableFuture<>();
    private final WebServer web;
    private final Optional<Broker> broker;

    private RunningHub(HubSettings settings, InstantSource clock, Started started) throws IOException {
        this.started = started;
        started.add(
                "data directory",
                DataDirectory.take(settings.dataDir())
                        .orElseThrow(() -> new IOException("data directory \"" + settings.dataDir()
                                + "\" is in use by another hub: expected one of its own")));
        HubDatabase.finishRestore(settings);
        Store store = started.add("database", HubDatabase.open(settings));
        Transactions transactions = store.transactions();
        StaffUsers users = new StaffUsers(transactions, clock);
        ApiKeys keys = new ApiKeys(transactions, clock, settings.apiKey().map(Secret::reveal));
        AgentCredentials agents = new AgentCredentials(transactions, clock);
        FirstStart.prepare(
                settings.dataDir(),
                users,
                settings.adminPassword().map(Secret::reveal),
                keys,
                settings.apiKey().isPresent());
        AuditChain.Anchor audited = transactions.read(AuditChain::end);
        log.atInfo().addKeyValue("anchor", audited).log("audit log ends here");
        SigningKey signingKey = SigningKey.open(settings.dataDir());

        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        started.add("measures", meters::close);
        ProcessMeasures.bind(meters);
        ExposedDoors.warn(settings);
        Optional<ServedCertificate> forBroker =
                certificate("mqtt", settings.mqtt().tls().map(MqttSettings.Tls::files), clock, meters);
        Optional<ServedCertificate> forPages =
                certificate("http", settings.http().tls(), clock, meters);
        HubCore core = started.add(
                "core",
                HubCore.open(
                        store,
                        Sites.of(settings),
                        settings.promises().rules(),
                        new ContactForms(settings.country()),
                        settings.care().rules(),
                        KeyedHash.open(settings.dataDir()),
                        clock,
                        meters));
        broker = settings.mqtt().external().isPresent()
                ? Optional.empty()
                : Optional.of(started.add("broker", startBroker(settings, agents, forBroker)));
        broker.ifPresent(running -> started.add("broker access", new RemovedAgents(running, () -> names(agents))));
        IntakeMqtt intake = started.add("intake", core.startIntake(intakeSettings(settings.mqtt()), death::complete));
        started.add("manifests", core.startManifests(intake, signingKey.privateKey(), death::complete));
        started.add("promises", core.startWatch(death::complete));
        started.add("care", core.startCare(death::complete));
        started.add("health history", core.startHealthHistory(death::complete));
        started.add("upkeep", core.startUpkeep(death::complete));
        started.add("benefits", core.startBenefits(death::complete));
        Bounces bounces = new Bounces(transactions, clock);
        Optional<MailThread> mails = settings.care().mail().isEmpty()
                ? Optional.empty()
                : Optional.of(started.add(
                        "mails",
                        MailThread.start(
                                settings.care().mail().get(),
                                core.care().mails(),
                                mail -> bounces.returned(mail) == Bounces.Report.NOTED,
                                death::complete)));
        HubProblems.watch(
                core.checks(),
                () -> mails.flatMap(MailThread::trouble),
                core.care().mails(),
                clock);
        Optional<String> pushContact = settings.notices().pushContact();
        Optional<PushIdentity> push = pushContact.isPresent()
                ? Optional.of(PushKeyFile.open(settings.dataDir(), pushContact.get()))
                : Optional.empty();
        Notices notices = started.add("notices", core.startNotices(settings.notices(), push, meters, death::complete));
        HubProblems.watch(core.checks(), notices::trouble);
        CrmConnections crms = started.add("crm connections", CrmConnections.of(settings, clock));
        Crm crm = started.add(
                "crm",
                Crm.start(
                        transactions,
                        crms.all(),
                        new KeptConflicts(clock),
                        new CustomersAndOrders(core.customers(), clock),
                        meters,
                        clock,
                        death::complete));
        CrmProblems.watch(core.checks(), crm.desk(), clock);
        Readiness readiness = readiness(new Pulse(transactions), intake);
        HubProblems.watch(core.checks(), settings.dataDir().toFile(), readiness::troubles);
        forBroker.ifPresent(served -> HubProblems.watch(core.checks(), served));
        forPages.ifPresent(served -> HubProblems.watch(core.checks(), served));
        web = started.add(
                "web",
                WebServer.start(
                        settings,
                        new WebServer.Parts(
                                core,
                                transactions,
                                users,
                                keys,
                                meters,
                                clock,
                                readiness,
                                forPages,
                                push,
                                crm.desk(),
                                crm.conflicts(),
                                new CrmHooks(CrmConnections.hookSecrets(settings), crm::changed, clock))));
    }

    /**
     * Starts everything, or nothing: what had started is stopped again when something does not.
     *
     * @throws IOException if the data directory, the database or a port can't be had, naming it
     */
    public static RunningHub start(HubSettings settings, InstantSource clock) throws IOException {
        Started started = new Started();
        try {
            RunningHub hub = new RunningHub(settings, clock, started);
            log.atInfo()
                    .addKeyValue("http", hub.httpPort())
                    .addKeyValue("data", settings.dataDir())
                    .log("hub up");
            return hub;
        } catch (IOException | RuntimeException e) {
            started.close();
            throw e;
        }
    }

    /** Completed with the reason when a part has died that the hub can't do without: whoever runs it should end the process. */
    public CompletableFuture<String> death() {
        return death;
    }

    /** The port that pages and API are on. */
    public int httpPort() {
        return web.port();
    }

    /** The port of the embedded broker, where there is one. */
    public OptionalInt mqttPort() {
        return broker.map(running -> OptionalInt.of(running.port())).orElse(OptionalInt.empty());
    }

    private Optional<ServedCertificate> certificate(
            String use, Optional<TlsSettings> files, InstantSource clock, MeterRegistry meters) throws IOException {
        if (files.isEmpty()) {
            return Optional.empty();
        }
        ServedCertificate served = started.add(
                use + " certificate",
                ServedCertificate.open(
                        use, files.get().certificate(), files.get().key(), clock));
        Gauge.builder("tagline.certificate.left", served, shown -> shown.left().toSeconds())
                .description("How long the certificate that the hub shows is good for still")
                .baseUnit("seconds")
                .tag("use", use)
                .register(meters);
        return Optional.of(served);
    }

    private static Broker startBroker(
            HubSettings settings, AgentCredentials agents, Optional<ServedCertificate> certificate) throws IOException {
        MqttSettings mqtt = settings.mqtt();
        Optional<Broker.Tls> tls = mqtt.tls()
                .flatMap(at -> certificate.map(shown -> new Broker.Tls(at.host(), at.port(), shown.sslContext())));
        return Broker.start(
                new Broker.Setup(mqtt.host(), mqtt.port(), settings.dataDir().resolve("broker"), mqtt.anonymous(), tls),
                agents::isRight,
                new GuessLimit(settings.limits().guessesPerMinute(), System::nanoTime));
    }

    /** The port on which the embedded broker speaks TLS, where it does. */
    public OptionalInt mqttTlsPort() {
        return broker.map(Broker::tlsPort).orElse(OptionalInt.empty());
    }

    private static Set<String> names(AgentCredentials agents) {
        return agents.all().stream()
                .map(credential -> credential.agent().toString())
                .collect(Collectors.toSet());
    }

    private IntakeSettings intakeSettings(MqttSettings mqtt) {
        if (broker.isPresent()) {
            Broker own = broker.get();
            // one name for ever: the broker keeps what comes while the hub is down for the session of this name
            return new IntakeSettings(
                    URI.create(own.url()),
                    own.hubUser(),
                    Optional.of(new IntakeSettings.Login(own.hubUser(), own.hubSecret())));
        }
        MqttSettings.External other = mqtt.external().orElseThrow();
        return new IntakeSettings(
                other.url(),
                "tagline-hub-" + UUID.randomUUID(),
                other.username()
                        .map(user -> new IntakeSettings.Login(
                                user, other.password().map(Secret::reveal).orElse(""))),
                other.trusted());
    }

    private Readiness readiness(Pulse pulse, IntakeMqtt intake) {
        return new HubReadiness(
                pulse::trouble,
                intake::waitsFor,
                broker.map(running -> running::isUp),
                () -> !intake.isAlive()
                        ? Optional.of("intake-dead")
                        : intake.isConnected() ? Optional.empty() : Optional.of("broker-away"));
    }

    @Override
    public void close() {
        started.close();
        log.atInfo().log("hub down");
    }
}
