package io.tagline.hub;

import io.micrometer.core.instrument.MeterRegistry;
import io.tagline.epc.TrackingNumber;
import io.tagline.hub.access.KeyedHash;
import io.tagline.hub.account.AccountRecords;
import io.tagline.hub.benefit.BenefitCounter;
import io.tagline.hub.benefit.Benefits;
import io.tagline.hub.care.Care;
import io.tagline.hub.care.CareRecords;
import io.tagline.hub.care.CareRules;
import io.tagline.hub.care.CustomerTimeline;
import io.tagline.hub.crm.CrmRecords;
import io.tagline.hub.customer.ContactForms;
import io.tagline.hub.customer.CustomerImport;
import io.tagline.hub.customer.CustomerIndexing;
import io.tagline.hub.customer.CustomerMerges;
import io.tagline.hub.customer.CustomerPrivacy;
import io.tagline.hub.customer.CustomerSearch;
import io.tagline.hub.customer.Customers;
import io.tagline.hub.fleet.Alarms;
import io.tagline.hub.fleet.Fleet;
import io.tagline.hub.fleet.FleetMeters;
import io.tagline.hub.fleet.HealthHistory;
import io.tagline.hub.fleet.HubChecks;
import io.tagline.hub.fleet.PortalBoard;
import io.tagline.hub.intake.DeadLetterDesk;
import io.tagline.hub.intake.IntakeMeters;
import io.tagline.hub.intake.IntakeMqtt;
import io.tagline.hub.intake.IntakeSettings;
import io.tagline.hub.intake.ManifestPublisher;
import io.tagline.hub.intake.ParcelPipeline;
import io.tagline.hub.manifest.Loads;
import io.tagline.hub.manifest.Manifests;
import io.tagline.hub.notify.NoticeLog;
import io.tagline.hub.notify.NoticeRecords;
import io.tagline.hub.notify.NoticeSettings;
import io.tagline.hub.notify.Notices;
import io.tagline.hub.notify.PushIdentity;
import io.tagline.hub.order.OrderImport;
import io.tagline.hub.order.OrderRecords;
import io.tagline.hub.order.Orders;
import io.tagline.hub.order.TagCounter;
import io.tagline.hub.promise.ParcelWatch;
import io.tagline.hub.promise.Promises;
import io.tagline.hub.promise.Rules;
import io.tagline.hub.store.Rounds;
import io.tagline.hub.store.Store;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.timeline.LiveUpdates;
import io.tagline.hub.timeline.Parcels;
import io.tagline.hub.timeline.SiteExceptions;
import io.tagline.hub.tracking.SiteMap;
import io.tagline.hub.tracking.Tracker;
import io.tagline.hub.wish.DeliveryWishes;
import io.tagline.hub.wish.WishKeeper;
import io.tagline.hub.wish.WishRecords;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Everything between the broker and the pages, assembled once at start. The store is its opener's to close, after this. */
public final class HubCore implements AutoCloseable {
    private final Transactions transactions;
    private final InstantSource clock;
    private final IntakeMeters meters;
    private final LiveUpdates liveUpdates = new LiveUpdates();
    private final ParcelPipeline pipeline;
    private final Parcels parcels;
    private final Orders orders;
    private final TagCounter tagCounter;
    private final SiteExceptions siteExceptions;
    private final Customers customers;
    private final CustomerSearch customerSearch;
    private final CustomerMerges customerMerges;
    private final CustomerPrivacy customerPrivacy;
    private final CustomerImport customerImport;
    private final CustomerIndexing customerIndexing;
    private final DeliveryWishes wishes;
    private final WishKeeper wishKeeper;
    private final OrderImport orderImport;
    private final HubChecks checks;
    private final Fleet fleet;
    private final FleetMeters fleetMeters;
    private final Alarms alarms;
    private final HealthHistory healthHistory;
    private final PortalBoard portalBoard;
    private final DeadLetterDesk deadLetters;
    private final Loads loads;
    private final Manifests manifests;
    private final Promises promises;
    private final ParcelWatch watch;
    private final Care care;
    private final CustomerTimeline customerTimeline;
    private final Benefits benefits;
    private final BenefitCounter benefitCounter;

    private HubCore(
            Store store,
            SiteMap sites,
            Rules rules,
            ContactForms contacts,
            CareRules careRules,
            KeyedHash hashes,
            InstantSource clock,
            MeterRegistry registry) {
        this.transactions = store.transactions();
        this.clock = clock;
        this.meters = new IntakeMeters(registry);
        Tracker tracker = new Tracker(sites);
        this.pipeline = new ParcelPipeline(transactions, tracker, liveUpdates, meters, clock);
        this.parcels = new Parcels(transactions, sites, liveUpdates, clock);
        this.customers = new Customers(transactions, contacts, hashes, clock);
        this.customerSearch = new CustomerSearch(
                transactions, contacts, text -> TrackingNumber.parse(text).value());
        this.customerMerges = new CustomerMerges(transactions, clock);
        this.customerPrivacy = new CustomerPrivacy(
                transactions,
                hashes,
                clock,
                List.of(
                        new NoticeRecords(),
                        new WishRecords(),
                        new OrderRecords(),
                        new CareRecords(),
                        new AccountRecords(),
                        new CrmRecords()));
        this.orders = new Orders(transactions, customers, tracker, liveUpdates, hashes, clock);
        this.customerImport = new CustomerImport(transactions, customers);
        this.customerIndexing = new CustomerIndexing(transactions, contacts);
        this.orderImport = new OrderImport(orders);
        this.tagCounter = new TagCounter(transactions, tracker, liveUpdates, clock);
        this.checks = new HubChecks(clock);
        this.siteExceptions = new SiteExceptions(transactions, liveUpdates, clock);
        HubProblems.watch(checks, transactions);
        this.fleet = new Fleet(transactions, checks, clock);
        this.fleetMeters = new FleetMeters(fleet, registry);
        this.alarms = new Alarms(transactions, clock);
        this.healthHistory = new HealthHistory(transactions, fleet, alarms, clock);
        this.portalBoard = new PortalBoard(transactions, sites, tracker, clock);
        this.deadLetters = new DeadLetterDesk(transactions, pipeline, liveUpdates, clock);
        this.loads = new Loads(transactions, clock);
        this.manifests = new Manifests(transactions, clock);
        this.promises = new Promises(transactions);
        this.watch = new ParcelWatch(transactions, rules, sites, liveUpdates, clock);
        this.wishes = new DeliveryWishes(transactions, watch::route, clock);
        this.wishKeeper = new WishKeeper(transactions, watch::route, clock);
        this.care = new Care(transactions, careRules, contacts, clock);
        this.customerTimeline = new CustomerTimeline(transactions, parcels);
        this.benefits = new Benefits(transactions, rules.zone(), clock);
        this.benefitCounter = new BenefitCounter(transactions, rules, sites, clock);
        liveUpdates.handOverTo(watch::tell);
    }

    /** One that promises nothing by itself, and knows no erased customer again once it is closed. */
    public static HubCore open(Store store, SiteMap sites, InstantSource clock, MeterRegistry registry) {
        return open(
                store,
                sites,
                Rules.none(ZoneId.of("UTC")),
                new ContactForms(Optional.empty()),
                KeyedHash.of(KeyedHash.newKey()),
                clock,
                registry);
    }

    public static HubCore open(
            Store store,
            SiteMap sites,
            Rules rules,
            ContactForms contacts,
            KeyedHash hashes,
            InstantSource clock,
            MeterRegistry registry) {
        return open(store, sites, rules, contacts, CareRules.usual(rules.zone()), hashes, clock, registry);
    }

    public static HubCore open(
            Store store,
            SiteMap sites,
            Rules rules,
            ContactForms contacts,
            CareRules careRules,
            KeyedHash hashes,
            InstantSource clock,
            MeterRegistry registry) {
        return new HubCore(store, sites, rules, contacts, careRules, hashes, clock, registry);
    }

    public Parcels parcels() {
        return parcels;
    }

    public LiveUpdates liveUpdates() {
        return liveUpdates;
    }

    public Orders orders() {
        return orders;
    }

    public SiteExceptions siteExceptions() {
        return siteExceptions;
    }

    public TagCounter tagCounter() {
        return tagCounter;
    }

    public Customers customers() {
        return customers;
    }

    public CustomerSearch customerSearch() {
        return customerSearch;
    }

    public CustomerMerges customerMerges() {
        return customerMerges;
    }

    public CustomerPrivacy customerPrivacy() {
        return customerPrivacy;
    }

    public CustomerImport customerImport() {
        return customerImport;
    }

    public OrderImport orderImport() {
        return orderImport;
    }

    public Fleet fleet() {
        return fleet;
    }

    /** Where those add who know what else can be wrong with the hub. */
    public HubChecks checks() {
        return checks;
    }

    public FleetMeters fleetMeters() {
        return fleetMeters;
    }

    public Alarms alarms() {
        return alarms;
    }

    public HealthHistory healthHistory() {
        return healthHistory;
    }

    /**
     * Has it written down how the fleet is. Whoever starts it closes it, before this.
     *
     * @param onDeath is told why, should it die: a fault that only a restart heals
     */
    public Rounds startHealthHistory(Consumer<String> onDeath) {
        return healthHistory.start(onDeath);
    }

    public Benefits benefits() {
        return benefits;
    }

    /** For those who have it count by hand: tests. */
    public BenefitCounter benefitCounter() {
        return benefitCounter;
    }

    /** As above, for what is measured of the service. */
    public Rounds startBenefits(Consumer<String> onDeath) {
        return benefitCounter.start(onDeath);
    }

    public PortalBoard portalBoard() {
        return portalBoard;
    }

    public DeadLetterDesk deadLetters() {
        return deadLetters;
    }

    public Loads loads() {
        return loads;
    }

    public Promises promises() {
        return promises;
    }

    /** For those who have it look by hand: tests and load runs. */
    public ParcelWatch watch() {
        return watch;
    }

    /**
     * Has promises made and kept up, and parcels looked at for what did not happen. Whoever starts it closes it, before this.
     *
     * @param onDeath is told why, should it die: a fault that only a restart heals
     */
    public Rounds startWatch(Consumer<String> onDeath) {
        return watch.start(onDeath);
    }

    public Care care() {
        return care;
    }

    public CustomerTimeline customerTimeline() {
        return customerTimeline;
    }

    /**
     * Has due cases looked at. Whoever starts it closes it, before this.
     *
     * @param onDeath is told why, should it die: a fault that only a restart heals
     */
    public Rounds startCare(Consumer<String> onDeath) {
        return care.start(onDeath);
    }

    /**
     * Has people told of their parcels. Whoever starts it closes it, before this.
     *
     * @param onDeath is told why, should it die: a fault that only a restart heals
     */
    public Notices startNotices(
            NoticeSettings settings, Optional<PushIdentity> push, MeterRegistry registry, Consumer<String> onDeath) {
        return Notices.start(transactions, settings, push, NoticeLog.interactions(), registry, clock, onDeath);
    }

    /**
     * Has old customers indexed and delivery wishes kept up. Whoever starts it closes it, before this.
     *
     * @param onDeath is told why, should it die: a fault that only a restart heals
     */
    public Rounds startUpkeep(Consumer<String> onDeath) {
        wishKeeper.begin();
        return new Upkeep(List.of(
                        new Upkeep.Task(customerIndexing::look, Duration.ofHours(1)),
                        new Upkeep.Task(wishKeeper::follow, Duration.ofSeconds(1)),
                        new Upkeep.Task(wishKeeper::prune, Duration.ofHours(1))))
                .start(onDeath);
    }

    /** For those who have it index by hand: tests. */
    public CustomerIndexing customerIndexing() {
        return customerIndexing;
    }

    public DeliveryWishes wishes() {
        return wishes;
    }

    /** For those who have it follow parcels by hand: tests. */
    public WishKeeper wishKeeper() {
        return wishKeeper;
    }

    /** For those who tell agents by another way than the broker: tests. */
    public Manifests manifests() {
        return manifests;
    }

    /** For those who bring scans by another way than the broker: tests and load runs. */
    public ParcelPipeline pipeline() {
        return pipeline;
    }

    /**
     * Connects to the broker, now or as soon as it is there. Whoever starts it closes it, before this.
     *
     * @param onDeath is told why, should it die: a fault that only a restart heals
     */
    public IntakeMqtt startIntake(IntakeSettings broker, Consumer<String> onDeath) {
        return IntakeMqtt.start(broker, pipeline, transactions, meters, clock, onDeath);
    }

    /**
     * Tells agents what is expected at their portals, by this connection. Whoever starts it closes it, before the intake.
     *
     * @param key of Ed25519, to sign it
     * @param onDeath is told why, should it die: a fault that only a restart heals
     */
    public ManifestPublisher startManifests(IntakeMqtt intake, PrivateKey key, Consumer<String> onDeath) {
        return ManifestPublisher.start(intake, manifests, key, onDeath);
    }

    @Override
    public void close() {
        liveUpdates.close();
    }
}
