package io.tagline.edge;

import io.tagline.edge.settings.AgentSettings;
import io.tagline.edge.settings.PortalSettings;
import io.tagline.edge.settings.ReaderSettings;
import io.tagline.edge.signal.LightPattern;
import io.tagline.edge.signal.SignalSettings;
import io.tagline.llrp.link.ReaderAddress;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * {@code check}: the settings were read without a problem; what is left is whether this machine fits them. Prints what the
 * agent would do, so that a person can see that it is what was meant. Changes nothing.
 */
final class CheckCommand {

    private CheckCommand() {}

    static int run(AgentSettings settings, PrintStream out, PrintStream err) {
        String refusal = refusal(settings.dataDir());
        if (!refusal.isEmpty()) {
            err.println("data-dir: " + settings.dataDir() + " " + refusal);
            return EdgeAgent.FAILED;
        }
        for (ReaderSettings reader : settings.readers()) {
            try {
                if (reader.tls().isPresent()) {
                    reader.tls().get().files().context();
                }
            } catch (IOException e) {
                err.println("readers: " + reader.id().value() + ": tls: " + e.getMessage());
                return EdgeAgent.FAILED;
            }
        }
        out.println("ok: agent " + settings.address());
        out.println("  broker  " + settings.uplink().broker()
                + settings.uplink()
                        .credential()
                        .map(credential -> " as " + credential.username())
                        .orElse(", without user name"));
        out.println("  data    " + settings.dataDir());
        for (ReaderSettings reader : settings.readers()) {
            out.println("  reader  " + reader.id().value() + ": " + inWords(reader.address())
                    + (reader.tls().isPresent() ? " over TLS" : "") + "; profile "
                    + reader.profileName());
        }
        for (PortalSettings portal : settings.portals()) {
            out.println("  portal  " + portal.id().value() + ": " + antennas(portal));
        }
        if (!settings.board().canAcknowledge() && settings.signals().stream().anyMatch(CheckCommand::holds)) {
            out.println("  lights  nobody can acknowledge ("
                    + (settings.board().isOn() ? "board.acknowledge is false" : "there is no board")
                    + "): what holds for a verdict ends after 30 s, or with the next expected parcel");
        }
        settings.plc()
                .ifPresent(plc -> out.println("  plc     " + plc.url() + " as " + plc.username() + ", "
                        + plc.nodes().size() + " nodes"));
        int port = settings.http().port();
        out.println("  http    " + (port == 0 ? "none" : "127.0.0.1:" + port));
        return EdgeAgent.DONE;
    }

    private static boolean holds(SignalSettings light) {
        return light.patterns().verdicts().values().stream().anyMatch(LightPattern::isEndless);
    }

    private static String inWords(ReaderAddress address) {
        return address instanceof ReaderAddress.Listen ? "calls us on " + address : "we call " + address;
    }

    private static String antennas(PortalSettings portal) {
        return portal.antennas().stream()
                .map(antenna -> antenna.reader().value() + "/" + antenna.antenna() + " "
                        + antenna.side().name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    /** Why the journal could not be written there; empty if it could. */
    private static String refusal(Path dataDir) {
        if (Files.exists(dataDir) && !Files.isDirectory(dataDir)) {
            return "is a file; expected a folder";
        }
        Path existing = dataDir;
        while (!Files.exists(existing)) {
            existing = existing.getParent();
            if (existing == null) {
                return "has no folder above it that exists";
            }
        }
        try {
            // the permission bits alone do not tell: the file system may be mounted read-only
            Files.delete(Files.createTempFile(existing, ".tagline-check", ""));
            return "";
        } catch (IOException e) {
            return "is not writable for this user"
                    + (existing.equals(dataDir) ? "" : ", since " + existing + " is not");
        }
    }
}
