package io.tagline.journeys.chaos;

/**
 * What a program asked its disk for, and when. Times are microseconds since 1970; an act without effect yet is under way from
 * {@code began} to {@code ended}.
 */
sealed interface DiskAct {
    /** When the program asked. */
    long began();

    /** When it was told that it was done. */
    long ended();

    /** Bytes written at an offset; the disk may hold them from now on, and must after a {@link Sync}. */
    record Write(long began, long ended, String file, long offset, Bytes bytes) implements DiskAct {}

    /** A file got another length. */
    record Truncate(long began, long ended, String file, long length) implements DiskAct {}

    /** A file was made. */
    record Create(long began, long ended, String file) implements DiskAct {}

    /** A file got another name, in place of the one that had it. */
    record Rename(long began, long ended, String file, String to) implements DiskAct {}

    /** A name was taken away. */
    record Unlink(long began, long ended, String file) implements DiskAct {}

    /** Everything so far in this file, or in this folder's list of names, is on the platter when it ends. */
    record Sync(long began, long ended, String file) implements DiskAct {}

    /** Bytes that nobody changes. */
    final class Bytes {
        private final byte[] bytes;

        Bytes(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        int length() {
            return bytes.length;
        }

        void copyTo(byte[] target, int from, int at, int count) {
            System.arraycopy(bytes, from, target, at, count);
        }
    }
}
