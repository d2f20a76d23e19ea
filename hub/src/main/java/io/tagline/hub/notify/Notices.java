package io.tagline.hub.notify;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tagline.hub.outbox.Happenings;
import io.tagline.hub.store.Rounds;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.webhook.PublicHosts;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * Notices from what happened to who is told, running: a thread that makes them, one for each channel, and one for questions to
 * followers.
 */
public final class Notices implements AutoCloseable {
    /** Of a channel, that could go and do not: about 100 MB. A mail server that is away for a day costs no more than that. */
    private static final int MOST_DUE = 200_000;

    /** To find what nobody needs any more all contacts are read: 0.9 s for 300,000 of them. */
    private static final long PRUNE_NANOS = Duration.ofHours(1).toNanos();

    /** Intake comes first: a backlog leaves it every second turn at the database. */
    private static final long BUSY_MS = 20;

    private static final long IDLE_MS = 500;

    private final Transactions transactions;
    private final NoticeMaker maker;
    private final NoticePruning pruning;
    private final List<NoticeSender> senders = new ArrayList<>();
    private final List<Deliverer> deliverers = new ArrayList<>();
    private final Optional<SignupSender> questions;
    private final List<Rounds> threads = new ArrayList<>();
    private final NoticeLag lag;
    // confined to the thread that makes notices
    private boolean pruned;
    private long prunedNanos;

    private Notices(
            Transactions transactions,
            NoticeSettings settings,
            Optional<PushIdentity> push,
            PublicHosts pushHosts,
            NoticeLog noticeLog,
            MeterRegistry registry,
            InstantSource clock) {
        this.transactions = transactions;
        this.pruning = new NoticePruning(transactions, clock);
        settings.mail().ifPresent(relay -> deliverers.add(new MailDeliverer(relay, clock)));
        push.ifPresent(identity -> deliverers.add(new PushDeliverer(pushHosts, identity, clock)));
        deliverers.add(new WebhookDeliverer(new PublicHosts(settings.allowPrivate()), clock));
        Set<Channel> channels = EnumSet.noneOf(Channel.class);
        deliverers.forEach(deliverer -> channels.add(deliverer.channel()));
        this.maker = new NoticeMaker(transactions, settings.rules(), channels, MOST_DUE, clock);
        Composer composer = new Composer(settings.rules());
        NoticeCounts counts = new NoticeCounts(registry);
        for (Deliverer deliverer : deliverers) {
            HostPace pace = new HostPace(perMinute(settings, deliverer.channel()), System::nanoTime);
            NoticeSender sender = new NoticeSender(transactions, composer, deliverer, pace, noticeLog, counts, clock);
            senders.add(sender);
            Gauge.builder("tagline.notices.waiting", sender, NoticeSender::waiting)
                    .description("Notices that wait for their time, or to be tried again")
                    .tag("channel", deliverer.channel().code())
                    .register(registry);
        }
        this.questions = questions(settings, clock);
        Gauge.builder("tagline.notices.behind", this, Notices::behind)
                .description("Happenings that no notice was made of yet, where one should be")
                .register(registry);
        this.lag = new NoticeLag(transactions, clock);
        Gauge.builder("tagline.notices.missed", lag, NoticeLag::missed)
                .description("Happenings that went before notices were made of them, since the hub was set up")
                .register(registry);
    }

    /** Over a connection of its own: notices for thousands don't keep somebody waiting who has just asked. */
    private Optional<SignupSender> questions(NoticeSettings settings, InstantSource clock) {
        Optional<String> publicUrl = settings.rules().publicUrl();
        return settings.mail()
                .flatMap(relay -> publicUrl.map(url -> {
                    MailDeliverer mail = new MailDeliverer(relay, clock);
                    deliverers.add(mail);
                    return new SignupSender(transactions, mail, url, clock);
                }));
    }

    private static int perMinute(NoticeSettings settings, Channel channel) {
        return switch (channel) {
            case EMAIL -> settings.mail().map(MailRelay::perDomainPerMinute).orElse(1);
            case PUSH, WEBHOOK -> 600;
        };
    }

    /**
     * Ready, with no thread: for tests and load runs, who look by hand.
     *
     * @param pushHosts where push services may be, which anybody names who has a tracking link
     */
    static Notices open(
            Transactions transactions,
            NoticeSettings settings,
            Optional<PushIdentity> push,
            PublicHosts pushHosts,
            NoticeLog noticeLog,
            MeterRegistry registry,
            InstantSource clock) {
        Notices notices = new Notices(transactions, settings, push, pushHosts, noticeLog, registry, clock);
        notices.maker.begin();
        return notices;
    }

    /**
     * Starts; returns at once. Whoever starts it closes it, before the store.
     *
     * @param onDeath is told why, should a thread die: a fault that only a restart heals
     */
    public static Notices start(
            Transactions transactions,
            NoticeSettings settings,
            Optional<PushIdentity> push,
            NoticeLog noticeLog,
            MeterRegistry registry,
            InstantSource clock,
            Consumer<String> onDeath) {
        Notices notices = open(transactions, settings, push, PublicHosts.PUBLIC, noticeLog, registry, clock);
        notices.threads.add(rounds("notices", notices::make, onDeath));
        for (int i = 0; i < notices.senders.size(); i++) {
            NoticeSender sender = notices.senders.get(i);
            String name = "notices-" + notices.deliverers.get(i).channel().code();
            notices.threads.add(rounds(name, sender::look, onDeath));
        }
        notices.questions.ifPresent(sender -> notices.threads.add(rounds("notices-questions", sender::look, onDeath)));
        return notices;
    }

    private static Rounds rounds(String name, IntSupplier look, Consumer<String> onDeath) {
        return Rounds.start(name, () -> look.getAsInt() > 0 ? BUSY_MS : IDLE_MS, onDeath);
    }

    /** Makes notices of the next happenings, and lets some go that are old; gives how many of both there were. */
    int make() {
        return maker.look().happenings() + prune();
    }

    /** A part of it; once it is through, again in an hour. */
    private int prune() {
        long now = System.nanoTime();
        if (pruned && now - prunedNanos < PRUNE_NANOS) {
            return 0;
        }
        int found = pruning.look();
        pruned = found == 0;
        prunedNanos = now;
        return found;
    }

    /** Sends what is due of every channel; gives how many were dealt with. */
    int send() {
        return senders.stream().mapToInt(NoticeSender::look).sum()
                + questions.map(SignupSender::look).orElse(0);
    }

    /** Why people are told late, or were not told; empty while all is well. */
    public Optional<String> trouble() {
        return lag.trouble();
    }

    private double behind() {
        return transactions.<Long>read(tx -> Happenings.waiting(tx, NoticeMaker.CONSUMER));
    }

    @Override
    public void close() {
        Collections.reverse(threads);
        threads.forEach(Rounds::close);
        deliverers.forEach(Deliverer::rest);
    }
}
