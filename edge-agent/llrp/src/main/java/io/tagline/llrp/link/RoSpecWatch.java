package io.tagline.llrp.link;

import io.tagline.llrp.LlrpBodyException;
import io.tagline.llrp.LlrpFrame;
import io.tagline.llrp.command.ListedRoSpec;
import io.tagline.llrp.command.ReaderCommands;
import io.tagline.llrp.command.ReaderProfile;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the reader still has the ROSpec that we gave it: its web console, a second client or its own scheduler may change or
 * delete it while our connection stands. What it lists after the set-up is the measure, since readers word a ROSpec in their own
 * way; one that cannot list is not watched. For one connection, confined to the reader thread.
 */
final class RoSpecWatch {
    private static final Logger log = LoggerFactory.getLogger(RoSpecWatch.class);

    /** A listing may stay out, and a light must not wait for it long: this part of the patience with commands. */
    private static final int LESS_PATIENCE = 5;

    private final LlrpSession session;
    private final LinkSettings settings;
    private List<ListedRoSpec> measure = List.of();

    RoSpecWatch(LlrpSession session, LinkSettings settings) {
        this.session = session;
        this.settings = settings;
    }

    /** What the reader lists, empty when it does not. */
    Optional<List<ListedRoSpec>> list() throws IOException, InterruptedException {
        LlrpFrame question = ReaderCommands.getRoSpecs(session.nextMessageId());
        try {
            LlrpFrame answer =
                    session.request(question, settings.answerTimeout().dividedBy(LESS_PATIENCE));
            return Optional.of(ListedRoSpec.read(answer));
        } catch (LlrpBodyException | SocketTimeoutException e) {
            log.atDebug().setCause(e).addKeyValue("reader", settings.name()).log("GET_ROSPECS tells nothing");
            return Optional.empty();
        }
    }

    /** Ours among those listed. */
    static Optional<ListedRoSpec> ours(List<ListedRoSpec> listed) {
        return listed.stream()
                .filter(spec -> spec.id() == ReaderProfile.ROSPEC_ID)
                .findFirst();
    }

    /**
     * Begins, after the set-up.
     *
     * @return what the reader made of our ROSpec; empty when it lists none at all, and is not watched. One that lists others only
     *     is an answer with another id
     */
    Optional<ListedRoSpec> begin() throws IOException, InterruptedException {
        List<ListedRoSpec> listed = list().orElse(List.of());
        Optional<ListedRoSpec> ours = ours(listed);
        measure = ours.isPresent() ? List.copyOf(listed) : List.of();
        return ours.isPresent() ? ours : listed.stream().findFirst();
    }

    /** What is not as it was after the set-up, in words; a reader that lists no more is watched no more. */
    Optional<String> change() throws IOException, InterruptedException {
        Optional<ListedRoSpec> before = ours(measure);
        if (before.isEmpty()) {
            return Optional.empty();
        }
        Optional<List<ListedRoSpec>> listed = list();
        if (listed.isEmpty()) {
            measure = List.of();
            return Optional.empty();
        }
        Optional<ListedRoSpec> now = ours(listed.get());
        if (now.isEmpty()) {
            return Optional.of("the ROSpec is gone; the reader lists " + listed.get());
        } else if (!now.get().asksAs(before.get())) {
            return Optional.of("the ROSpec is now " + now.get() + "; it was " + before.get());
        } else if (stopped(before.get(), now.get())) {
            return Optional.of("the ROSpec is not at work any more: " + now.get());
        }
        return listed.get().stream()
                .filter(spec -> measure.stream().noneMatch(known -> known.id() == spec.id()))
                .findFirst()
                .map(other -> "somebody else added " + other);
    }

    /** One that the reader ended itself, and said so, is the link's to start again; one that an input starts may rest. */
    private boolean stopped(ListedRoSpec before, ListedRoSpec now) {
        if (before.state() == ListedRoSpec.DISABLED) {
            return false; // it lists what was added, not how it is
        }
        boolean rests =
                settings.profile().trigger().isPresent() || session.inbox().roSpecEnded();
        return now.state() == ListedRoSpec.DISABLED
                || (now.state() == ListedRoSpec.INACTIVE && before.state() == ListedRoSpec.ACTIVE && !rests);
    }
}
