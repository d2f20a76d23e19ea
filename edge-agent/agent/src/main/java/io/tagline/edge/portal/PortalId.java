package io.tagline.edge.portal;

/** Name of a portal, unique within its agent: {@code door-1}. */
public record PortalId(String value) {
    /** @throws IllegalArgumentException if the name is blank */
    public PortalId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("portal id '" + value + "' is blank; expected a name such as door-1");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
