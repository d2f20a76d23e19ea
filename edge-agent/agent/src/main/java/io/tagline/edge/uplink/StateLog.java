package io.tagline.edge.uplink;

import io.tagline.edge.time.Ticker;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns the uplink's state: every change is one line, a failure that repeats itself is said once. Entered by the thread
 * {@code uplink}, read by any.
 */
final class StateLog {
    private static final Logger log = LoggerFactory.getLogger("io.tagline.edge.uplink.Uplink");

    private final Ticker ticker;
    private volatile UplinkStatus status;
    private volatile Optional<UplinkStatus> trouble = Optional.empty();
    private String failure = "";

    StateLog(Ticker ticker) {
        this.ticker = ticker;
        this.status = new UplinkStatus(UplinkState.IDLE, "", ticker.nanos());
    }

    UplinkStatus status() {
        return status;
    }

    /**
     * What keeps the uplink from working, until it works again: each new try passes through {@code connecting}, which would only
     * flicker over the reason.
     */
    Optional<UplinkStatus> trouble() {
        return trouble;
    }

    /**
     * There is a connection. After a silence of the hub that is no news while scans wait: what ends it is a receipt, else each new
     * connection would say that all is well.
     */
    void connected(boolean scansWait) {
        Optional<UplinkStatus> silent =
                trouble.filter(standing -> scansWait && standing.state() == UplinkState.HUB_SILENT);
        if (silent.isPresent()) {
            enter(UplinkState.HUB_SILENT, silent.get().detail());
        } else {
            enter(UplinkState.ONLINE, "");
        }
    }

    void enter(UplinkState state, String detail) {
        UplinkStatus before = status;
        if (before.state() == state && before.detail().equals(detail)) {
            return;
        }
        status = new UplinkStatus(state, detail, ticker.nanos());
        if (state.failing()) {
            trouble = Optional.of(status);
        } else if (state != UplinkState.CONNECTING) {
            trouble = Optional.empty();
        }
        if (!detail.isEmpty() && !detail.equals(failure)) {
            failure = detail;
            log.atWarn().addKeyValue("state", state.code()).log(detail);
        } else if (state == UplinkState.ONLINE || state == UplinkState.CLOSED) {
            failure = "";
            log.atInfo().addKeyValue("before", before.state().code()).log("uplink {}", state.code());
        } else {
            log.atDebug().addKeyValue("state", state.code()).log("uplink");
        }
    }
}
