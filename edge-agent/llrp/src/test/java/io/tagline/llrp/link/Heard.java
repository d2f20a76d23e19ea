package io.tagline.llrp.link;

import io.tagline.llrp.ReaderEvent;
import io.tagline.llrp.ReaderTime;
import io.tagline.llrp.TagReportCursor;
import io.tagline.llrp.command.ReaderCapabilities;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A listener that remembers everything. */
class Heard implements ReaderListener {
    final List<Integer> antennas = new CopyOnWriteArrayList<>();
    final List<ReaderEvent> events = new CopyOnWriteArrayList<>();
    final List<ReaderTime> times = new CopyOnWriteArrayList<>();
    final List<LinkState> states = new CopyOnWriteArrayList<>();
    final List<String> details = new CopyOnWriteArrayList<>();
    final List<ReaderCapabilities> capabilities = new CopyOnWriteArrayList<>();

    @Override
    public void onReport(TagReportCursor report, long tickNanos) throws InterruptedException {
        while (report.next()) {
            antennas.add(report.antenna());
        }
    }

    @Override
    public void onEvent(ReaderEvent event, ReaderTime at, long tickNanos) {
        events.add(event);
        times.add(at);
    }

    @Override
    public void onCapabilities(ReaderCapabilities reader) {
        capabilities.add(reader);
    }

    @Override
    public void onState(LinkState state, String detail) {
        details.add(detail);
        states.add(state);
    }
}
