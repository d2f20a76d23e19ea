package io.tagline.hub.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.SharedHub;
import io.tagline.hub.store.Store;
import io.tagline.hub.store.StoreSettings;
import io.tagline.hub.timeline.LiveUpdates;
import io.tagline.hub.timeline.Parcels;
import io.tagline.hub.timeline.ReportedEvent;
import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.SiteMap;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The tracking page is kept once it was made; nobody may see what is over by then. */
class KeptPagesTest {

    private static SharedHub hub;

    @BeforeAll
    static void start() throws Exception {
        hub = SharedHub.get();
    }

    @Test
    void whatAnotherHubCommitsToTheSameDatabaseIsOnThePageAtOnce() throws Exception {
        String number = SharedHub.s10(22_000_001);
        String link = hub.order("kept-news", number);
        assertThat(hub.get(link).body())
                .contains("Label created")
                .isEqualTo(hub.get(link).body());
        try (Store store = database();
                LiveUpdates nobody = new LiveUpdates()) {
            Parcels elsewhere = new Parcels(
                    store.transactions(), new SiteMap(List.of(), ZoneId.of("UTC")), nobody, InstantSource.system());
            assertThat(elsewhere.record(
                            number,
                            new ReportedEvent(
                                    EventKind.ACCEPTED,
                                    Instant.now(),
                                    Optional.of("ott-1"),
                                    Optional.empty(),
                                    "another-hub")))
                    .isEqualTo(ReportedEvent.Outcome.RECORDED);
        }
        assertThat(hub.get(link).body()).contains("We have your parcel");
    }

    @Test
    void anotherPromiseIsOnThePageAtOnce() throws Exception {
        String number = SharedHub.s10(22_000_002);
        String link = hub.order("kept-promise", number);
        assertThat(hub.get(link).body())
                .contains("Monday 5 January")
                .isEqualTo(hub.get(link).body());
        try (Store store = database()) {
            int changed = store.transactions()
                    .write(tx -> tx.execute(
                            """
                            UPDATE parcels SET promised_from = '2026-01-06', promised_by = '2026-01-06', promise_changes = promise_changes + 1
                            WHERE tracking_number = ?
                            """,
                            number));
            assertThat(changed).isOne();
        }
        assertThat(hub.get(link).body()).contains("Tuesday 6 January").doesNotContain("Monday 5 January");
    }

    @Test
    void eachLanguageAndKindOfDatesIsAPageOfItsOwn() throws Exception {
        String link = hub.order("kept-languages", SharedHub.s10(22_000_003));
        for (int look = 0; look < 2; look++) {
            assertThat(hub.get(link + "?lang=en").body()).contains("<html lang=\"en\"");
            assertThat(hub.get(link + "?lang=fr").body()).contains("<html lang=\"fr\"");
            assertThat(hub.get(link + "?lang=fa&dates=persian").body()).contains("?dates=gregorian");
            assertThat(hub.get(link + "?lang=fa&dates=gregorian").body()).contains("?dates=persian");
        }
    }

    @Test
    void whoTakesNoGzipGetsTheSamePagePlain() throws Exception {
        String link = hub.order("kept-plain", SharedHub.s10(22_000_004));
        String plain = hub.get(link).body();
        HttpResponse<byte[]> packed = hub.http()
                .send(
                        hub.request(link)
                                .header("Accept-Encoding", "br;q=1.0, GZIP;q=0.8")
                                .build(),
                        BodyHandlers.ofByteArray());
        assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(packed.headers().allValues("Vary")).contains("Accept-Encoding");
        assertThat(new String(
                        new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes(),
                        StandardCharsets.UTF_8))
                .isEqualTo(plain);
        HttpResponse<String> refused = hub.send(hub.request(link).header("Accept-Encoding", "br, gzip;q=0"));
        assertThat(refused.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(refused.body()).isEqualTo(plain);
    }

    private static Store database() {
        return Store.open(StoreSettings.sqlite(hub.folder().resolve("data").resolve("hub.db")));
    }
}
