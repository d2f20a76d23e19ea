package io.tagline.hub.customer;

import com.fasterxml.jackson.annotation.JsonValue;

/** Text about a person: a name, an address, a number. Masked in logs; JSON shows it plainly, to those who may see it. */
public record Personal(@JsonValue String value) {
    @Override
    public String toString() {
        return "***";
    }
}
