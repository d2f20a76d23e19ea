package io.tagline.edge.portal;

/** Name of a reader, unique within its agent: {@code dock-a}. */
public record ReaderId(String value) {
    /** @throws IllegalArgumentException if the name is blank */
    public ReaderId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("reader id '" + value + "' is blank; expected a name such as dock-a");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
