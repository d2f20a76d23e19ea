package io.tagline.edge.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Where a file is: its own number in the file system, and the network cards of the machine. A journal that was put back from a
 * backup, or copied, has another number; one that started on a second gateway from the same image meets none of the cards that it
 * knows. A card that is plugged in, taken out or replaced leaves another that is known. A copy of a whole disk put back on the same
 * machine looks the same; that one shows when the hub knows more scans than it.
 *
 * @param fileNumber that the file system knows the file by
 * @param cards hardware addresses; none if none can be seen, as while a driver is still being loaded
 */
record Place(String fileNumber, SortedSet<String> cards) {
    private static final Path CARDS = Path.of("/sys/class/net");
    private static final String FILE = "file ";
    private static final String AND_CARDS = ", cards ";

    Place {
        cards = Collections.unmodifiableSortedSet(new TreeSet<>(cards));
    }

    static Place of(Path file) throws IOException {
        return new Place(fileNumber(file), cardsOfThisMachine());
    }

    /** Reads what {@link #toString} has written. */
    static Place parse(String text) {
        int cards = text.indexOf(AND_CARDS);
        String number = text.substring(Math.min(FILE.length(), text.length()), cards < 0 ? text.length() : cards);
        var known = new TreeSet<String>();
        if (cards >= 0) {
            known.addAll(List.of(text.substring(cards + AND_CARDS.length()).split(" ", -1)));
            known.remove("");
        }
        return new Place(number, known);
    }

    /** True if this may be where the file was before. */
    boolean isSameAs(Place before) {
        boolean strange = !cards.isEmpty() && !before.cards.isEmpty() && Collections.disjoint(cards, before.cards);
        return fileNumber.equals(before.fileNumber) && !strange;
    }

    /** What to remember: cards that are not seen now may be seen again. */
    Place knowing(Place before) {
        return cards.isEmpty() ? new Place(fileNumber, before.cards) : this;
    }

    /** As it stands in the journal. */
    @Override
    public String toString() {
        return FILE + fileNumber + AND_CARDS + String.join(" ", cards);
    }

    /** The number that the file system knows the file by: it stays when the name goes, and another file has another. */
    static String fileNumber(Path file) throws IOException {
        return Objects.toString(Files.getAttribute(file, "unix:ino"));
    }

    /** Addresses of cards that are devices; bridges and tunnels come and go. */
    private static SortedSet<String> cardsOfThisMachine() throws IOException {
        var cards = new TreeSet<String>();
        if (!Files.isDirectory(CARDS)) {
            return cards;
        }
        try (Stream<Path> all = Files.list(CARDS)) {
            for (Path card : all.toList()) {
                if (Files.exists(card.resolve("device"))) {
                    cards.add(Files.readString(card.resolve("address"), StandardCharsets.US_ASCII)
                            .strip());
                }
            }
        }
        return cards;
    }
}
