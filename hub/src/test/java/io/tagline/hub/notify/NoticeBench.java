package io.tagline.hub.notify;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tagline.hub.SharedHub;
import io.tagline.hub.TestHub;
import io.tagline.hub.order.OrderReader;
import io.tagline.hub.outbox.Happenings;
import io.tagline.hub.outbox.Kind;
import io.tagline.hub.store.TestDatabase;
import io.tagline.hub.store.Tx;
import io.tagline.hub.timeline.ParcelView;
import io.tagline.hub.timeline.ReportedEvent;
import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.Expected;
import io.tagline.hub.tracking.ParcelId;
import io.tagline.hub.webhook.PublicHosts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A hub without pages whose notices are made and sent by hand, on a clock that tests turn. */
final class NoticeBench implements AutoCloseable {
    static final ZoneId ZONE = ZoneId.of("America/Toronto");
    static final Duration GATHERED = NoticeRules.GATHER_LATE.plusSeconds(1);
    private static final String PUBLIC_URL = "https://track.example.org";

    final TestHub hub;
    private Optional<Notices> notices = Optional.empty();
    private int orders;

    NoticeBench(TestDatabase database, Path folder) {
        hub = new TestHub(database, folder);
    }

    /** Has notices sent by this mail server from now on. */
    void open(int mailPort, QuietHours quiet) {
        open(mailPort, quiet, Optional.empty());
    }

    void open(int mailPort, QuietHours quiet, Optional<PushIdentity> push) {
        open(mailPort, quiet, push, new PublicHosts(true));
    }

    void open(int mailPort, QuietHours quiet, Optional<PushIdentity> push, PublicHosts pushHosts) {
        notices.ifPresent(Notices::close);
        NoticeRules rules = new NoticeRules(
                Milestone.USUAL,
                Map.of("quiet", Set.of(Milestone.DELIVERED)),
                Locale.ENGLISH,
                ZONE,
                quiet,
                Optional.of(PUBLIC_URL),
                Expected.FALSE_DEPARTURE);
        MailRelay relay = new MailRelay(
                "127.0.0.1", mailPort, MailRelay.Security.NONE, Optional.empty(), "Post <post@example.org>", 60_000);
        notices = Optional.of(Notices.open(
                hub.store.transactions(),
                new NoticeSettings(rules, Optional.of(relay), Optional.of("mailto:ops@example.org"), true),
                push,
                pushHosts,
                NoticeLog.interactions(),
                new SimpleMeterRegistry(),
                hub::now));
    }

    /** Puts an order of one parcel; gives its number. */
    String order(String customer, String email) throws Exception {
        orders++;
        String number = SharedHub.s10(50_000_000 + orders);
        order(number, customer, email);
        return number;
    }

    /** As above, for a number that may be ordered already. */
    void order(String number, String customer, String email) throws Exception {
        String json =
                """
                {"customer":{"reference":"%s","name":"Ada Example"%s},"serviceLevel":"standard",
                 "shipments":[{"parcels":[{"trackingNumber":"%s"}]}]}
                """
                        .formatted(customer, email.isEmpty() ? "" : ",\"email\":\"" + email + "\"", number);
        put(number, json);
    }

    void put(String reference, String json) throws Exception {
        var unused = hub.core.orders().put("shop", reference, OrderReader.read(json.getBytes(StandardCharsets.UTF_8)));
    }

    void report(String number, EventKind kind, Duration ago) {
        var unused = hub.core
                .parcels()
                .record(
                        number,
                        new ReportedEvent(
                                kind,
                                hub.now().minus(ago),
                                Optional.of("ott-1"),
                                Optional.empty(),
                                kind + "-" + hub.now().minus(ago)));
    }

    /** Something happens, is gathered, and is sent. */
    void happens(String number, EventKind kind) {
        report(number, kind, Duration.ZERO);
        makeAndSend();
    }

    void makeAndSend() {
        make();
        pass(GATHERED);
    }

    void make() {
        while (notices.orElseThrow().make() > 0) {
            // the next 500
        }
    }

    int send() {
        int sent = 0;
        for (int now = notices.orElseThrow().send();
                now > 0;
                now = notices.orElseThrow().send()) {
            sent += now;
        }
        return sent;
    }

    /** Time goes by, and what is due then is sent. */
    void pass(Duration time) {
        hub.pass(time);
        send();
    }

    <T> T read(Function<Tx, T> work) {
        return hub.store.transactions().read(work);
    }

    /** How often somebody was told of a change of a customer. */
    long customersChanged() {
        return read(tx -> Happenings.after(tx, "bench", 1_000)).stream()
                .filter(numbered -> numbered.happening().kind() == Kind.CUSTOMER_CHANGED)
                .count();
    }

    ParcelId parcel(String number) {
        return hub.store
                .transactions()
                .read(tx -> ParcelFactsTable.byNumber(tx, number))
                .orElseThrow();
    }

    /** Notices of a parcel, newest first. */
    List<Notice> kept(String number) {
        ParcelId parcel = parcel(number);
        return hub.store.transactions().read(tx -> NoticesTable.of(tx, parcel, 100));
    }

    String link(String number) {
        return hub.core
                .parcels()
                .byTrackingNumber(number)
                .map(ParcelView::link)
                .orElseThrow()
                .token();
    }

    @Override
    public void close() {
        notices.ifPresent(Notices::close);
        hub.close();
    }
}
