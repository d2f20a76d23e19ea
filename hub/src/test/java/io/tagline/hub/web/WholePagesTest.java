package io.tagline.hub.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.timeline.ParcelStamp;
import io.tagline.hub.timeline.TrackingLink;
import io.tagline.hub.tracking.ParcelId;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WholePagesTest {

    private static final LocalDate DAY = LocalDate.of(2026, 1, 5);
    private static final ParcelStamp STAMP = new ParcelStamp(new ParcelId(new UUID(1, 1)), "1 event");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final WholePages pages = new WholePages(100_000);

    @Test
    void pagesThatNobodyAskedForTheLongestMakeRoomForNewOnes() {
        WholePages.Key asked = key();
        WholePages.Key forgotten = key();
        pages.put(asked, page(10_000));
        pages.put(forgotten, page(10_000));
        for (int i = 0; i < 8; i++) {
            pages.put(key(), page(10_000));
            assertThat(pages.get(asked)).isPresent();
        }
        assertThat(pages.get(forgotten)).isEmpty();
        assertThat(pages.count()).isEqualTo(9);
    }

    @Test
    void aPagePutAgainTakesTheRoomOfOne() {
        WholePages.Key key = key();
        for (int i = 0; i < 1_000; i++) {
            pages.put(key, page(i));
        }
        WholePages.Key other = key();
        pages.put(other, page(90_000));
        assertThat(pages.get(key)).isPresent();
        assertThat(pages.get(other)).isPresent();
    }

    @Test
    void whatIsLargerThanTheBoundIsNotKept() {
        pages.put(key(), page(200_000));
        assertThat(pages.count()).isZero();
        WholePages.Key key = key();
        pages.put(key, page(1));
        assertThat(pages.get(key)).isPresent();
    }

    @Test
    void aPageIsOfItsStampAndItsDay() {
        assertThat(page(1).isOf(STAMP, DAY)).isTrue();
        assertThat(page(1).isOf(STAMP, DAY.plusDays(1))).isFalse();
        assertThat(page(1).isOf(new ParcelStamp(STAMP.parcel(), "2 events"), DAY))
                .isFalse();
    }

    private static WholePages.Key key() {
        return new WholePages.Key(TrackingLink.random(RANDOM), Locale.ENGLISH);
    }

    private static WholePage page(int bytes) {
        return new WholePage(STAMP, DAY, "v", new byte[bytes]);
    }
}
