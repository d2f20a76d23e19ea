package io.tagline.llrp.link;

import static io.tagline.llrp.LlrpParameterType.ROSPEC;

import io.tagline.llrp.LlrpBodyException;
import io.tagline.llrp.LlrpFrame;
import io.tagline.llrp.LlrpMessageType;
import io.tagline.llrp.LlrpParameters;
import io.tagline.llrp.command.GpiTrigger;
import io.tagline.llrp.command.InputLevel;
import io.tagline.llrp.command.ReaderAnswer;
import io.tagline.llrp.command.ReaderCapabilities;
import io.tagline.llrp.command.ReaderCommands;
import io.tagline.llrp.command.ReaderProfile;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a reader that has greeted us to reading as its profile says, whatever it did before. What the line can do without may be
 * refused or stay unanswered; the rest may not.
 */
final class ReaderSetup {
    private static final Logger log = LoggerFactory.getLogger(ReaderSetup.class);
    private static final int ROSPEC_ACTIVE = 2;
    /** After one command without an answer, the next ones that may stay unanswered get this part of the patience. */
    private static final int LESS_PATIENCE = 5;
    /** What no reader exceeds; its own number may be anything. */
    private static final int MOST_INPUTS = 16;

    private final LlrpSession session;
    private final LinkSettings settings;
    private final Set<Integer> complainedOf;
    private boolean unanswered;
    private boolean tellsCapabilities;

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
        if (!tryTo(ReaderCommands.deleteRoSpecs(id()))) {
            tryTo(ReaderCommands.deleteRoSpec(id()));
        }
        if (!tryTo(ReaderCommands.configure(profile, reader, id()))) {
            tryTo(ReaderCommands.configureKeepalive(profile, id()));
        }
        watchInputs(reader);
        addRoSpec(reader);
        // some start by themselves as soon as they are enabled
        session.inbox().roSpecIsAskedToStart();
        tryTo(ReaderCommands.enableRoSpec(id()));
        if (profile.trigger().isEmpty()) {
            begin();
        } else if (isAtLevel(profile.trigger().get())) {
            // it starts on a change of the level, and this one came before us
            tryTo(ReaderCommands.startRoSpec(id()));
        }
        session.send(ReaderCommands.enableEventsAndReports(id()));
        return reader;
    }

    /** In a message of its own: a reader that does not know its inputs keeps the rest of its configuration. */
    private void watchInputs(ReaderCapabilities reader) throws IOException, InterruptedException {
        Set<Integer> inputs = new TreeSet<>();
        settings.profile().trigger().ifPresent(trigger -> inputs.add(trigger.input()));
        for (int input = 1; input <= Math.min(reader.inputs(), MOST_INPUTS); input++) {
            inputs.add(input);
        }
        if (!inputs.isEmpty()) {
            tryTo(ReaderCommands.enableInputs(inputs, id()));
        }
    }

    private boolean isAtLevel(GpiTrigger trigger) throws IOException, InterruptedException {
        try {
            LlrpFrame answer = session.request(ReaderCommands.getInput(trigger.input(), id()), patience());
            return InputLevel.read(answer, trigger.input()).orElse(!trigger.high()) == trigger.high();
        } catch (LlrpBodyException | SocketTimeoutException e) {
            log.atDebug().setCause(e).addKeyValue("reader", settings.name()).log("the input's level is unknown");
            return false;
        }
    }

    /** A door that reads with the reader's own radio settings is better than one that does not read. */
    private void addRoSpec(ReaderCapabilities reader) throws IOException, InterruptedException, ReaderRefusedException {
        LlrpFrame wanted = ReaderCommands.addRoSpec(settings.profile(), reader, id());
        ReaderAnswer answer = answer(session.request(wanted));
        if (answer.isSuccess()) {
            return;
        }
        ReaderProfile plain =
                triggered(ReaderProfile.basic().withAntennas(settings.profile().antennas()));
        LlrpFrame simpler = ReaderCommands.addRoSpec(plain, reader, id());
        if (Arrays.equals(simpler.body(), wanted.body())
                || !answer(session.request(simpler)).isSuccess()) {
            throw refused(wanted, answer);
        }
        if (complainedOf.add(wanted.type())) {
            log.atWarn()
                    .addKeyValue("reader", settings.name())
                    .addKeyValue("words", answer)
                    .log("the reader refused the profile's ROSpec; it reads with its own radio settings");
        }
    }

    private ReaderProfile triggered(ReaderProfile plain) {
        return settings.profile().trigger().map(plain::withTrigger).orElse(plain);
    }

    /** Starts our ROSpec again. */
    void start() throws IOException, InterruptedException, ReaderRefusedException {
        session.inbox().roSpecIsAskedToStart();
        begin();
    }

    /** One that already runs is as good, and a reader that cannot tell whether it does is taken at its reports. */
    private void begin() throws IOException, InterruptedException, ReaderRefusedException {
        LlrpFrame command = ReaderCommands.startRoSpec(id());
        ReaderAnswer answer;
        try {
            answer = answer(session.request(command));
        } catch (SocketTimeoutException e) {
            if (!session.inbox().roSpecRuns()) {
                throw e;
            }
            return;
        }
        if (answer.isSuccess() || session.inbox().roSpecRuns()) {
            return;
        }
        if (!isActive().orElse(true)) {
            throw refused(command, answer);
        }
        if (complainedOf.add(command.type())) {
            log.atWarn()
                    .addKeyValue("reader", settings.name())
                    .addKeyValue("words", answer)
                    .log("the reader would not start the ROSpec, and does not say that it stands still");
        }
    }

    /**
     * Asks for anything, to see whether the reader is still there; any answer will do.
     *
     * @throws SocketTimeoutException if there is none, from a reader that has answered such a question before
     */
    void probe() throws IOException, InterruptedException {
        try {
            LlrpFrame answer = session.request(
                    tellsCapabilities ? ReaderCommands.getCapabilities(id()) : ReaderCommands.getRoSpecs(id()));
            log.trace("[{}] probed: {}", settings.name(), answer);
        } catch (SocketTimeoutException e) {
            if (tellsCapabilities) {
                throw e;
            }
        }
    }

    /** Does what the line can do without; false when the reader would not. */
    boolean tryTo(LlrpFrame command) throws IOException, InterruptedException {
        String why;
        try {
            ReaderAnswer answer = answer(session.request(command, patience()));
            if (answer.isSuccess()) {
                return true;
            }
            why = answer.toString();
        } catch (SocketTimeoutException e) {
            // not given up here: one that is gone does not answer ADD_ROSPEC either, and an emulator may know that
            // alone
            unanswered = true;
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
            tellsCapabilities = true;
            if (response.type() != LlrpMessageType.ERROR_MESSAGE) {
                return ReaderCapabilities.read(response);
            }
            complain("answered " + answer(response));
        } catch (LlrpBodyException e) {
            complain(String.valueOf(e.getMessage()));
        } catch (SocketTimeoutException e) {
            unanswered = true;
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

    private Duration patience() {
        return unanswered ? settings.answerTimeout().dividedBy(LESS_PATIENCE) : settings.answerTimeout();
    }

    private ReaderRefusedException refused(LlrpFrame command, ReaderAnswer answer) {
        return new ReaderRefusedException(
                "[" + settings.name() + "] the reader refused " + LlrpMessageType.name(command.type()) + ": " + answer);
    }

    /** Whether the reader lists our ROSpec as active; empty when it does not list it or cannot be asked. */
    private Optional<Boolean> isActive() throws IOException, InterruptedException {
        try {
            LlrpParameters parameters =
                    session.request(ReaderCommands.getRoSpecs(id())).parameters(0);
            while (parameters.next()) {
                if (parameters.type() == ROSPEC && parameters.u32(0) == ReaderProfile.ROSPEC_ID) {
                    return Optional.of(parameters.u8(5) == ROSPEC_ACTIVE);
                }
            }
        } catch (LlrpBodyException | SocketTimeoutException e) {
            log.atDebug().setCause(e).addKeyValue("reader", settings.name()).log("GET_ROSPECS tells nothing");
        }
        return Optional.empty();
    }

    /** An answer without a readable status is an answer all the same, but no success; one without anything does not refuse. */
    private static ReaderAnswer answer(LlrpFrame frame) {
        if (frame.body().length == 0 && frame.type() != LlrpMessageType.ERROR_MESSAGE) {
            return new ReaderAnswer(ReaderAnswer.SUCCESS, "", List.of());
        }
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
