package io.tagline.llrp.link;

import io.tagline.llrp.LlrpBodyException;
import io.tagline.llrp.LlrpFrame;
import io.tagline.llrp.LlrpMessageType;
import io.tagline.llrp.command.GpiTrigger;
import io.tagline.llrp.command.InputLevel;
import io.tagline.llrp.command.ListedRoSpec;
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
import org.slf4j.event.Level;

/**
 * Brings a reader that has greeted us to reading as its profile says, whatever it did before. What the line can do without may be
 * refused or stay unanswered; the rest may not.
 */
final class ReaderSetup {
    private static final Logger log = LoggerFactory.getLogger(ReaderSetup.class);
    /** After one command without an answer, the next ones that may stay unanswered get this part of the patience. */
    private static final int LESS_PATIENCE = 5;
    /** What no reader exceeds; its own number may be anything. */
    private static final int MOST_INPUTS = 16;

    private final LlrpSession session;
    private final LinkSettings settings;
    private final Set<Integer> complainedOf;
    private final LinkCounters counters;
    private final RoSpecWatch watch;
    private ReaderCapabilities reader = ReaderCapabilities.unknown();
    private boolean unanswered;
    private boolean tellsCapabilities;
    private String restoredFrom = "";

    /** @param complainedOf commands whose refusal was logged before, on this or an earlier connection */
    ReaderSetup(LlrpSession session, LinkSettings settings, LinkCounters counters, Set<Integer> complainedOf) {
        this.session = session;
        this.settings = settings;
        this.counters = counters;
        this.complainedOf = complainedOf;
        this.watch = new RoSpecWatch(session, settings);
    }

    ReaderCapabilities run(ReaderListener listener) throws IOException, InterruptedException, ReaderRefusedException {
        ReaderProfile profile = settings.profile();
        reader = capabilities();
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
        deleteRoSpecs();
        if (!tryTo(ReaderCommands.configure(profile, reader, id()))) {
            tryTo(ReaderCommands.configureKeepalive(profile, id()));
        }
        watchInputs(reader);
        place();
        verify();
        session.send(ReaderCommands.enableEventsAndReports(id()));
        return reader;
    }

    private void deleteRoSpecs() throws IOException, InterruptedException {
        if (!tryTo(ReaderCommands.deleteRoSpecs(id()))) {
            tryTo(ReaderCommands.deleteRoSpec(id()));
        }
    }

    /** Gives the reader our ROSpec and sets it to work, or has its input do so. */
    private void place() throws IOException, InterruptedException, ReaderRefusedException {
        addRoSpec();
        // some start by themselves as soon as they are enabled
        session.inbox().roSpecIsAskedToStart();
        tryTo(ReaderCommands.enableRoSpec(id()));
        Optional<GpiTrigger> trigger = settings.profile().trigger();
        if (trigger.isEmpty()) {
            begin();
        } else if (isAtLevel(trigger.get())) {
            // it starts on a change of the level, and this one came before us
            tryTo(ReaderCommands.startRoSpec(id()));
        }
    }

    /** Looks at what the reader made of the set-up. One that lists other ROSpecs and not ours has lost it, and gets it once more. */
    private void verify() throws IOException, InterruptedException, ReaderRefusedException {
        Optional<ListedRoSpec> listed = watch.begin();
        if (listed.isPresent() && listed.get().id() != ReaderProfile.ROSPEC_ID) {
            restore("the reader took our ROSpec and lists " + listed.get());
            listed = watch.begin();
        }
        if (listed.isEmpty()) {
            return;
        }
        ListedRoSpec made = listed.get();
        if (made.id() != ReaderProfile.ROSPEC_ID) {
            throw new ReaderRefusedException(
                    "[" + settings.name() + "] the reader takes our ROSpec but does not keep it; it lists " + made);
        }
        if (!made.asksAs(wanted()) && complainedOf.add(LlrpMessageType.GET_ROSPECS_RESPONSE)) {
            log.atWarn()
                    .addKeyValue("reader", settings.name())
                    .addKeyValue("asked", wanted())
                    .addKeyValue("listed", made)
                    .log("the reader keeps the ROSpec otherwise than asked");
        }
    }

    private ListedRoSpec wanted() {
        try {
            return ListedRoSpec.read(ReaderCommands.addRoSpec(settings.profile(), reader, 0))
                    .get(0);
        } catch (LlrpBodyException e) {
            throw new IllegalStateException("we build no ROSpec that we can't read", e);
        }
    }

    /**
     * Looks whether the ROSpec is still as it was set up, and gives it to the reader again if it is not.
     *
     * @throws ReaderRefusedException if that did not help
     */
    void check() throws IOException, InterruptedException, ReaderRefusedException {
        Optional<String> change = watch.change();
        if (change.isEmpty()) {
            return;
        }
        restore(change.get());
        Optional<String> still = watch.change();
        if (still.isPresent()) {
            throw new ReaderRefusedException(
                    "[" + settings.name() + "] the ROSpec could not be restored: " + still.get());
        }
    }

    private void restore(String why) throws IOException, InterruptedException, ReaderRefusedException {
        counters.add(LinkCounter.RESTORED, 1);
        // somebody who changes it each minute is one line, and the counter tells the rest
        log.atLevel(why.equals(restoredFrom) ? Level.DEBUG : Level.WARN)
                .addKeyValue("reader", settings.name())
                .addKeyValue("found", why)
                .log("the ROSpec is set up again");
        restoredFrom = why;
        deleteRoSpecs();
        place();
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
    private void addRoSpec() throws IOException, InterruptedException, ReaderRefusedException {
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

    /** Starts our ROSpec again; one that does not start since somebody changed or deleted it is set up again. */
    void start() throws IOException, InterruptedException, ReaderRefusedException {
        session.inbox().roSpecIsAskedToStart();
        try {
            begin();
        } catch (ReaderRefusedException e) {
            Optional<String> change = watch.change();
            if (change.isEmpty()) {
                throw e;
            }
            restore(change.get());
        }
    }

    /** Has our ROSpec rest. A reader that would not goes on reading, which loses nothing. */
    void rest() throws IOException, InterruptedException {
        tryTo(ReaderCommands.stopRoSpec(id()));
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
        return watch.list().flatMap(RoSpecWatch::ours).map(ours -> ours.state() == ListedRoSpec.ACTIVE);
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
