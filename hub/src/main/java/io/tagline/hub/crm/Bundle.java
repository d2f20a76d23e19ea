package io.tagline.hub.crm;

import io.tagline.hub.party.CustomerId;
import java.util.List;

/** What of one lane goes into one request, in order: one operation, or several entries in a row. */
record Bundle(CustomerId lane, List<Prepared> run) {
    Bundle {
        run = List.copyOf(run);
    }

    Prepared first() {
        return run.get(0);
    }

    String model() {
        return first().record().model();
    }

    Prepared.Step step() {
        return first().step();
    }

    /**
     * With how many at most it goes into one request. What failed again and again goes with ever fewer others, at last alone: it takes
     * few along, and on a bad line, where many fail who are not to blame, they still aren't sent one by one.
     *
     * @param batch of those that haven't failed
     */
    int most(int batch) {
        return most(
                batch,
                run.stream()
                        .mapToInt(prepared -> prepared.operation().attempts())
                        .max()
                        .orElse(0));
    }

    static int most(int batch, int attempts) {
        return attempts < 2 ? batch : Math.max(1, batch >> Math.min(30, 2 * (attempts - 1)));
    }
}
