package io.tagline.edge.health;

import io.tagline.wire.ClockQuality;
import io.tagline.wire.Health;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Writes health in the Prometheus text exposition format, version 0.0.4. */
final class PrometheusText {
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final StringBuilder out = new StringBuilder(4_096);

    private PrometheusText() {}

    static String of(AgentHealth agent) {
        Health health = agent.snapshot();
        var text = new PrometheusText();
        for (Counter counter : agent.counters().counters()) {
            text.metric(counter.name(), "counter", counter.help(), counter.value());
        }
        for (Gauge gauge : agent.counters().gauges()) {
            text.metric(gauge.name(), "gauge", gauge.help(), gauge.value().getAsLong());
        }
        text.readers(health.readers());
        text.clocks(health.readers());
        text.portals(health.portals(), agent.portalReports());
        text.metric("tagline_uptime_seconds", "gauge", "Time since the agent started.", health.uptimeSeconds());
        text.metric(
                "tagline_clock_synced",
                "gauge",
                "1 if the gateway's clock follows a time source.",
                health.clock().quality() == ClockQuality.SYNCED ? 1 : 0);
        text.metric(
                "tagline_clock_error_milliseconds",
                "gauge",
                "The most that a synced clock is off.",
                health.clock().errorMs());
        text.metric(
                "tagline_disk_free_bytes",
                "gauge",
                "Free on the journal's disk.",
                health.disk().freeBytes());
        text.problems(health.problems());
        return text.out.toString();
    }

    /** One line for each name: of two readers that are lost, Prometheus sees that readers are lost. */
    private void problems(List<Health.Problem> problems) {
        metric("tagline_problems", "gauge", "Problems that /health names.", problems.size());
        if (!problems.isEmpty()) {
            head("tagline_problem", "gauge", "1 for each problem that stands, by its name in the runbook.");
            problems.stream().map(Health.Problem::name).distinct().forEach(name -> out.append("tagline_problem{name=\"")
                    .append(escaped(name))
                    .append("\"} 1\n"));
        }
    }

    private void readers(List<Health.ReaderHealth> readers) {
        labelled(
                "tagline_reader_reads_total",
                "counter",
                "Reads since the agent started.",
                readers,
                "reader",
                Health.ReaderHealth::id,
                Health.ReaderHealth::reads);
        if (!readers.isEmpty()) {
            head("tagline_reader_state", "gauge", "1 for the state that the link to the reader is in.");
            for (Health.ReaderHealth reader : readers) {
                out.append("tagline_reader_state{reader=\"")
                        .append(escaped(reader.id()))
                        .append("\",state=\"")
                        .append(escaped(reader.state()))
                        .append("\"} 1\n");
            }
        }
    }

    private void clocks(List<Health.ReaderHealth> readers) {
        List<Health.ReaderHealth> known =
                readers.stream().filter(reader -> reader.clock().isPresent()).toList();
        labelled(
                "tagline_reader_clock_ahead_milliseconds",
                "gauge",
                "How far the reader's clock is ahead of the gateway's.",
                known,
                "reader",
                Health.ReaderHealth::id,
                reader -> reader.clock().orElseThrow().aheadMs());
        labelled(
                "tagline_reader_clock_error_milliseconds",
                "gauge",
                "The most that the measure of the reader's clock is off.",
                known,
                "reader",
                Health.ReaderHealth::id,
                reader -> reader.clock().orElseThrow().errorMs());
    }

    private void portals(List<Health.PortalHealth> portals, Collection<PortalReport> reports) {
        labelled(
                "tagline_portal_scans_total",
                "counter",
                "Scans since the agent started.",
                portals,
                "portal",
                Health.PortalHealth::id,
                Health.PortalHealth::scans);
        labelled(
                "tagline_portal_visits_undecided_total",
                "counter",
                "Visits since the agent started that ended without a direction.",
                reports,
                "portal",
                PortalReport::id,
                PortalReport::undecidedVisits);
    }

    private <T> void labelled(
            String name,
            String type,
            String help,
            Collection<T> all,
            String label,
            Function<T, String> id,
            ToLongFunction<T> value) {
        if (all.isEmpty()) {
            return;
        }
        head(name, type, help);
        for (T each : all) {
            out.append(name)
                    .append('{')
                    .append(label)
                    .append("=\"")
                    .append(escaped(id.apply(each)))
                    .append("\"} ")
                    .append(value.applyAsLong(each))
                    .append('\n');
        }
    }

    private void metric(String name, String type, String help, long value) {
        head(name, type, help);
        out.append(name).append(' ').append(value).append('\n');
    }

    private void head(String name, String type, String help) {
        out.append("# HELP ").append(name).append(' ').append(help).append('\n');
        out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private static String escaped(String label) {
        return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
