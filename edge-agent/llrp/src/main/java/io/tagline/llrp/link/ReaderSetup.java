package io.tagline.llrp.link;

import static io.tagline.llrp.LlrpParameterType.ROSPEC;

import io.tagline.llrp.LlrpBodyException;
import io.tagline.llrp.LlrpFrame;
import io.tagline.llrp.LlrpMessageType;
import io.tagline.llrp.LlrpParameters;
import io.tagline.llrp.command.ReaderAnswer;
import io.tagline.llrp.command.ReaderCapabilities;
import io.tagline.llrp.command.ReaderCommands;
import io.tagline.llrp.command.ReaderProfile;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a reader that has greeted us to reading as its profile says, whatever it did before. What the line can do without may be
 * refused or stay unanswered; the rest may not.
 */
final class ReaderSetup {
    private static final Logger log = LoggerFactory.getLogger(ReaderSetup.class);
    private static final int ROSPEC_ACTIVE = 2;
    private static final int MOST_UNANSWERED = 3;

    private final LlrpSession session;
    private final LinkSettings settings;
    private final Set<Integer> complainedOf;
    private int unanswered;

    /** @param complainedOf commands whose refusal was logged before, on this or an earlier connection */
    ReaderSetup(LlrpSession session, LinkSettings settings, Set<Integer> complainedOf) {
        this.session = session;
        this.settings = settings;
        this.complainedOf = complainedOf;
    }

    ReaderCapabilities run(ReaderListener listener) throws IOException, InterruptedException, ReaderRefusedException {
        ReaderProfile profile = settings.profile();
        ReaderCapabilities reader = capabilities();
        listener.onCapabilities(reader);
        if (!profile.transmitPowerDbm().isEmpty() && reader.powerLevels().isEmpty()) {
            log.atWarn()
                    .addKeyValue("reader", settings.name())
                    .log("the reader names no power levels; it keeps its own transmit power");
        }
        if (profile.wantsExtensionsOf(reader)) {
            tryTo(ReaderCommands.enableImpinjExtensions(id()));
        }
        tryTo(ReaderCommands.deleteAccessSpecs(id()));
        tryTo(ReaderCommands.deleteRoSpecs(id()));
        if (!tryTo(ReaderCommands.configure(profile, reader, id()))) {
            tryTo(ReaderCommands.configureKeepalive(profile, id()));
        }
        must(ReaderCommands.addRoSpec(profile, reader, id()));
        must(ReaderCommands.enableRoSpec(id()));
        start();
        session.send(ReaderCommands.enableEventsAndReports(id()));
        return reader;
    }

    /** Starts our ROSpec; one that already runs is as good. */
    void start() throws IOException, InterruptedException, ReaderRefusedException {
        session.inbox().roSpecIsAskedToStart();
        LlrpFrame command = ReaderCommands.startRoSpec(id());
        ReaderAnswer answer = answer(session.request(command));
        if (!answer.isSuccess() && !session.inbox().roSpecStarted() && !isActive()) {
            throw refused(command, answer);
        }
    }

    /** Asks for anything, to see whether the reader is still there; any answer will do. */
    void probe() throws IOException, InterruptedException {
        LlrpFrame answer = session.request(ReaderCommands.getCapabilities(id()));
        log.trace("[{}] probed: {}", settings.name(), answer);
    }

    /** Does what the line can do without; false when the reader would not. */
    boolean tryTo(LlrpFrame command) throws IOException, InterruptedException {
        String why;
        try {
            ReaderAnswer answer = answer(session.request(command));
            unanswered = 0;
            if (answer.isSuccess()) {
                return true;
            }
            why = answer.toString();
        } catch (SocketTimeoutException e) {
            if (++unanswered >= MOST_UNANSWERED) {
                throw e;
            }
            why = "no answer";
        }
        if (complainedOf.add(command.type())) {
            log.atWarn()
                    .addKeyValue("reader", settings.name())
                    .addKeyValue("command", LlrpMessageType.name(command.type()))
                    .addKeyValue("words", why)
                    .log("the reader would not; going on without");
        }
        return false;
    }

    private ReaderCapabilities capabilities() throws IOException, InterruptedException {
        LlrpFrame command = ReaderCommands.getCapabilities(id());
        try {
            LlrpFrame response = session.request(command);
            if (response.type() != LlrpMessageType.ERROR_MESSAGE) {
                return ReaderCapabilities.read(response);
            }
            complain("answered " + answer(response));
        } catch (LlrpBodyException e) {
            complain(String.valueOf(e.getMessage()));
        } catch (SocketTimeoutException e) {
            unanswered++;
            complain("no answer");
        }
        return ReaderCapabilities.unknown();
    }

    private void complain(String why) {
        if (complainedOf.add(LlrpMessageType.GET_READER_CAPABILITIES)) {
            log.atWarn()
                    .addKeyValue("reader", settings.name())
                    .addKeyValue("words", why)
                    .log("the reader does not say what it can; going on without");
        }
    }

    private void must(LlrpFrame command) throws IOException, InterruptedException, ReaderRefusedException {
        ReaderAnswer answer = answer(session.request(command));
        if (!answer.isSuccess()) {
            throw refused(command, answer);
        }
    }

    private ReaderRefusedException refused(LlrpFrame command, ReaderAnswer answer) {
        return new ReaderRefusedException(
                "[" + settings.name() + "] the reader refused " + LlrpMessageType.name(command.type()) + ": " + answer);
    }

    private boolean isActive() throws IOException, InterruptedException {
        try {
            LlrpParameters parameters =
                    session.request(ReaderCommands.getRoSpecs(id())).parameters(0);
            while (parameters.next()) {
                if (parameters.type() == ROSPEC && parameters.u32(0) == ReaderProfile.ROSPEC_ID) {
                    return parameters.u8(5) == ROSPEC_ACTIVE;
                }
            }
        } catch (LlrpBodyException e) {
            log.atDebug().setCause(e).addKeyValue("reader", settings.name()).log("GET_ROSPECS not understood");
        }
        return false;
    }

    /** An answer without a readable status is an answer all the same, but no success. */
    private static ReaderAnswer answer(LlrpFrame frame) {
        try {
            ReaderAnswer answer = ReaderAnswer.read(frame);
            boolean errorThatSaysSuccess = frame.type() == LlrpMessageType.ERROR_MESSAGE && answer.isSuccess();
            return errorThatSaysSuccess ? new ReaderAnswer(-1, "ERROR_MESSAGE", answer.details()) : answer;
        } catch (LlrpBodyException e) {
            return new ReaderAnswer(-1, String.valueOf(e.getMessage()), List.of());
        }
    }

    private int id() {
        return session.nextMessageId();
    }
}
