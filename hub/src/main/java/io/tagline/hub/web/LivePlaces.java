package io.tagline.hub.web;

import java.util.HashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;

/** The places for live pages, in all and for each address. Both are counted as one: safe for any thread. */
final class LivePlaces {
    private final int most;
    private final int mostPerAddress;
    private final Map<String, Integer> byAddress = new HashMap<>();
    private int taken;

    LivePlaces(int most, int mostPerAddress) {
        this.most = most;
        this.mostPerAddress = mostPerAddress;
    }

    /** @throws ProblemException with status 503 if there is none, in all or for this address */
    synchronized void take(String address) {
        if (taken >= most) {
            throw full("the hub has " + most + " live pages open: expected fewer (limits.streams)");
        }
        int here = byAddress.getOrDefault(address, 0);
        if (here >= mostPerAddress) {
            throw full("this address has " + mostPerAddress
                    + " live pages open: expected fewer (limits.streams-per-address)");
        }
        byAddress.put(address, here + 1);
        taken++;
    }

    /** Makes room for another; once for each that was taken. */
    synchronized void leave(String address) {
        byAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
        taken--;
    }

    synchronized int taken() {
        return taken;
    }

    private static ProblemException full(String detail) {
        return new ProblemException(Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "too-many-live-pages", detail));
    }
}
