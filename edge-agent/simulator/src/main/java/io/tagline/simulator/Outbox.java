package io.tagline.simulator;

import io.tagline.llrp.LlrpFrame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Reports and events on their way out, in order; they wait here while nobody may have them. Guarded by the reader's lock. */
final class Outbox {
    private record Pending(LlrpFrame frame, int tags) {}

    private final int mostTags;
    private final Deque<Pending> pending = new ArrayDeque<>();
    private int tags;

    /** @param mostTags tag entries that it holds; events are few and always find room */
    Outbox(int mostTags) {
        this.mostTags = mostTags;
    }

    /** Takes a frame; false when it holds more tag entries than there is room for, and is lost. */
    boolean offer(LlrpFrame frame, int frameTags) {
        if (frameTags > 0 && tags + frameTags > mostTags) {
            return false;
        }
        pending.add(new Pending(frame, frameTags));
        tags += frameTags;
        return true;
    }

    /** Empties it, oldest first. */
    List<LlrpFrame> drain() {
        List<LlrpFrame> frames = new ArrayList<>(pending.size());
        for (Pending each : pending) {
            frames.add(each.frame());
        }
        pending.clear();
        tags = 0;
        return frames;
    }

    int percentFull() {
        return (int) (100L * tags / mostTags);
    }

    int tags() {
        return tags;
    }
}
