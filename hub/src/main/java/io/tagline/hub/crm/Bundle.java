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

    /** One that failed again and again goes alone, so that it takes no others along. */
    boolean alone() {
        return run.stream().anyMatch(prepared -> prepared.operation().attempts() > 1);
    }
}
