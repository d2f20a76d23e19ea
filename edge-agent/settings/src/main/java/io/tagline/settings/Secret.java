package io.tagline.settings;

/** A password or key on its way from a file to the one driver that needs it. {@code toString} shows nothing of it. */
public record Secret(String reveal) {

    @Override
    public String toString() {
        return "Secret[******]";
    }
}
