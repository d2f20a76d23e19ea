package io.tagline.hub.crm;

import io.tagline.hub.crm.peer.Found;
import io.tagline.hub.crm.peer.Outcome;
import io.tagline.hub.crm.peer.Peer;
import io.tagline.hub.crm.peer.PeerException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes errands to a CRM, each on a thread of its own, and brings the answers back: as many as may be under way, no more. */
final class Courier implements AutoCloseable {
    private static final long CLOSE_WAIT_MS = 5_000;

    private final Meter meter;
    private final Introduction introduction;
    private final Mapping mapping;
    private final ExecutorService threads;
    /** Never longer than the threads are many. */
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();

    Courier(CrmConnection crm, Meter meter) {
        this.meter = meter;
        this.introduction = crm.introduction();
        this.mapping = crm.mapping();
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newFixedThreadPool(crm.setup().limits().concurrent(), work -> {
            Thread thread = new Thread(work, "crm-" + crm.setup().id() + "-" + number.incrementAndGet());
            // a CRM that doesn't answer must not keep the process
            thread.setDaemon(true);
            return thread;
        });
    }

    void send(Errand errand) {
        threads.execute(() -> answers.add(run(errand)));
    }

    /** Adds the answers that are there; waits for a first one this long. */
    void await(List<Answer> into, long millis) {
        try {
            Answer first = answers.poll(millis, TimeUnit.MILLISECONDS);
            if (first != null) {
                into.add(first);
                answers.drainTo(into);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Answer run(Errand errand) {
        try {
            if (errand.isCheck()) {
                return meter.ask(peer -> {
                    introduction.meet(peer);
                    return new Answer.LoggedIn(errand);
                });
            }
            return meter.ask(
                    peer -> errand.writes() ? write(peer, errand) : new Answer.Seen(errand, look(peer, errand)));
        } catch (PeerException e) {
            return new Answer.Failed(errand, e);
        } catch (RuntimeException e) {
            return new Answer.Broken(errand, e);
        }
    }

    private static Answer write(Peer peer, Errand errand) throws PeerException {
        List<Outcome> outcomes = peer.write(errand.all().stream()
                .map(prepared -> Merge.write(prepared, Merge.of(prepared)))
                .toList());
        if (outcomes.size() != errand.all().size()) {
            throw new IllegalStateException(
                    outcomes.size() + " outcomes of " + errand.all().size() + " writes: expected one of each");
        }
        return new Answer.Written(errand, outcomes);
    }

    private List<Found> look(Peer peer, Errand errand) throws PeerException {
        Bundle first = errand.bundles().get(0);
        boolean appended = first.first().record().appended();
        Set<String> fields = new HashSet<>(appended ? Set.of() : mapping.fieldsToRead(first.model()));
        List<String> keys = new ArrayList<>();
        for (Prepared prepared : errand.all()) {
            if (!appended) {
                fields.addAll(prepared.fields().keySet());
            }
            keys.add(
                    first.step() == Prepared.Step.READ
                            ? prepared.link().orElseThrow().remoteId()
                            : prepared.record().key());
        }
        return first.step() == Prepared.Step.READ
                ? peer.read(first.model(), keys, fields)
                : peer.find(first.model(), keys, fields);
    }

    /** Waits up to 5 s for what is under way; what takes longer is found to be ambiguous at the next start. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CLOSE_WAIT_MS, TimeUnit.MILLISECONDS)) {
                List<Runnable> unused = threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            List<Runnable> unused = threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
