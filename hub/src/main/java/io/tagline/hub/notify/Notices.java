package io.tagline.hub.notify;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tagline.hub.outbox.Happenings;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.webhook.PublicHosts;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Notices from what happened to who is told, running: a thread that makes them, one for each channel, and one for questions to
 * followers.
 */
public final class Notices implements AutoCloseable {
    /** About 100 MB; a mail server that is away for a day costs no more than that. */
    private static final int MOST_WAITING = 200_000;

    private static final int LOOKS_BETWEEN_PRUNING = 100;

    private final Transactions transactions;
    private final NoticeMaker maker;
    private final NoticePruning pruning;
    private final List<NoticeSender> senders = new ArrayList<>();
    private final List<Deliverer> deliverers = new ArrayList<>();
    private final Optional<SignupSender> questions;
    private final List<NoticeThread> threads = new ArrayList<>();
    private int looks;

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
        this.maker = new NoticeMaker(transactions, settings.rules(), channels, MOST_WAITING, clock);
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
        notices.threads.add(NoticeThread.start("notices", notices::make, onDeath));
        for (int i = 0; i < notices.senders.size(); i++) {
            NoticeSender sender = notices.senders.get(i);
            String name = "notices-" + notices.deliverers.get(i).channel().code();
            notices.threads.add(NoticeThread.start(name, sender::look, onDeath));
        }
        notices.questions.ifPresent(
                sender -> notices.threads.add(NoticeThread.start("notices-questions", sender::look, onDeath)));
        return notices;
    }

    /** Makes notices of the next happenings; gives how many happenings there were. */
    int make() {
        if (looks++ % LOOKS_BETWEEN_PRUNING == 0) {
            int unused = pruning.look();
        }
        return maker.look().happenings();
    }

    /** Sends what is due of every channel; gives how many were dealt with. */
    int send() {
        return senders.stream().mapToInt(NoticeSender::look).sum()
                + questions.map(SignupSender::look).orElse(0);
    }

    private double behind() {
        return transactions.<Long>read(tx -> Happenings.waiting(tx, NoticeMaker.CONSUMER));
    }

    @Override
    public void close() {
        Collections.reverse(threads);
        threads.forEach(NoticeThread::close);
        deliverers.forEach(Deliverer::rest);
    }
}
