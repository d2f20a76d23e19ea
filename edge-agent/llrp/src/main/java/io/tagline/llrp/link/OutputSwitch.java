package io.tagline.llrp.link;

import io.tagline.llrp.LlrpBodyException;
import io.tagline.llrp.TagReportCursor;
import io.tagline.llrp.command.ReaderAnswer;
import io.tagline.llrp.command.ReaderCommands;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;

/**
 * Switches outputs of a reader that no link of ours keeps: connects, says so, hangs up. What the reader reads, and its ROSpecs, stay as
 * they are. For lamps of an agent that has died.
 */
public final class OutputSwitch {
    private OutputSwitch() {}

    /**
     * Does it, on the caller's thread.
     *
     * @param levels high or not, by number of the output
     * @param limit for all of it
     * @throws IOException if the reader is not there in time, serves another client, or refuses
     */
    public static void set(LinkSettings settings, Map<Integer, Boolean> levels, Duration limit)
            throws IOException, InterruptedException {
        Timer timer = new Timer("outputs-" + settings.name(), true);
        Connector connector = new Connector(settings);
        try {
            timer.schedule(
                    new TimerTask() {
                        @Override
                        public void run() {
                            connector.close();
                        }
                    },
                    limit.toMillis());
            talk(settings, connector, levels);
        } finally {
            connector.close();
            timer.cancel();
        }
    }

    private static void talk(LinkSettings settings, Connector connector, Map<Integer, Boolean> levels)
            throws IOException, InterruptedException {
        ReaderListener nobody = (TagReportCursor report, long tick) -> {};
        try (Socket socket = connector.open();
                LlrpSession session =
                        new LlrpSession(socket, settings, nobody, new LinkCounters(), System::nanoTime, () -> false)) {
            session.awaitGreeting();
            ReaderAnswer answer =
                    ReaderAnswer.read(session.request(ReaderCommands.setOutputs(levels, session.nextMessageId())));
            session.sayGoodbye(false);
            if (!answer.isSuccess()) {
                throw new IOException("[" + settings.name() + "] the reader refused to switch outputs "
                        + levels.keySet() + ": " + answer);
            }
        } catch (LlrpBodyException | ReaderBusyException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
