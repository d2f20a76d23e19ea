package io.tagline.edge.health;

/**
 * Something that an operator should know or act on.
 *
 * @param name stable, e.g. {@code journal-full}, {@code reader-dock-a-refused}
 * @param detail one line
 */
public record Problem(String name, String detail) {}
