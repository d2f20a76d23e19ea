package io.tagline.edge;

import io.tagline.edge.portal.ReaderId;
import io.tagline.edge.replay.Replay;
import io.tagline.edge.replay.ReplaySummary;
import io.tagline.edge.settings.AgentSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** {@code replay}: passage detection over recorded reads, with the portals and the tuning of the settings. */
final class ReplayCommand {

    /** A file that is no recording would fill the screen. */
    private static final int SHOWN_REFUSALS = 20;

    private ReplayCommand() {}

    static int run(AgentSettings settings, Path reads, Path scans, PrintStream out, PrintStream err) {
        int[] shown = {0};
        Replay replay = new Replay(settings.portalMap(), settings.passage(), onlyReader(settings), refusal -> {
            if (shown[0]++ < SHOWN_REFUSALS) {
                err.println(refusal);
            }
        });
        try {
            ReplaySummary summary = replay.run(reads, scans);
            out.println(summary.reads() + " reads, " + summary.scans() + " scans, " + summary.unwatched()
                    + " reads at antennas of no portal, " + summary.refused() + " lines refused");
            return EdgeAgent.DONE;
        } catch (IOException e) {
            err.println("replay of " + reads + " to " + scans + " failed: " + e);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
        }
        return EdgeAgent.FAILED;
    }

    /** Recordings of a depot with one reader need not name it on every line. */
    private static @Nullable ReaderId onlyReader(AgentSettings settings) {
        return settings.readers().size() == 1 ? settings.readers().get(0).id() : null;
    }
}
