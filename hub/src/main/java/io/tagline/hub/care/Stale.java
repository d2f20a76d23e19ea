package io.tagline.hub.care;

import java.util.function.Supplier;

/** What nobody looked at before it was done may be done again, on what a case has become meanwhile. */
final class Stale {
    /** Each time another one got through; that many in a row are no accident. */
    private static final int TRIES = 10;

    private Stale() {}

    /**
     * Runs work of one transaction until its case did not change meanwhile, ten times at most.
     *
     * @throws CareRefusedException as stale, if it changed each time
     */
    static <T> T again(Supplier<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return work.get();
            } catch (CareRefusedException e) {
                if (e.reason() != CareRefusedException.Reason.STALE || attempt == TRIES) {
                    throw e;
                }
            }
        }
    }
}
