package io.tagline.edge.journal;

import io.tagline.wire.Scan;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * An agent's journal in a process of its own, made to be killed: appends without end, and says on its standard output what
 * the journal has acknowledged ({@code committed first last}), as the uplink would say it to the hub.
 */
final class JournalCrashChild {
    private JournalCrashChild() {}

    public static void main(String[] args) throws Exception {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Journal journal = TestJournal.open(Path.of(args[0]));
        journal.addListener(scans -> {
            Scan last = scans.get(scans.size() - 1);
            out.println("committed " + scans.get(0).seq() + " " + last.seq());
            if (last.seq() % 7 == 0) {
                journal.receipt(
                        TestJournal.committed(journal, Math.max(1, last.seq() - 60), Math.max(1, last.seq() - 10)));
            }
        });
        out.println("journal " + journal.id() + " " + journal.lastSeq());
        for (long n = journal.lastSeq() + 1; ; n++) {
            journal.append(TestJournal.scan(n));
            if (n % 100 == 0) {
                Thread.sleep(1);
            }
        }
    }
}
