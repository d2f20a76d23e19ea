package io.tagline.hub;

import io.tagline.hub.access.SecretFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where a command puts the secret it made: a new file with mode 0600, or standard output. */
record SecretOutput(Optional<Path> file, PrintStream out) {

    /** Checks the file first, so that no secret is made which then can't be kept. */
    static SecretOutput of(CommandLine line, PrintStream out) throws CommandFailedException {
        Optional<Path> file = line.option("--out").map(Path::of);
        if (file.isPresent()) {
            Path folder = file.get().toAbsolutePath().getParent();
            if (Files.exists(file.get()) || folder == null || !Files.isWritable(folder)) {
                throw new CommandFailedException("file \"" + file.get()
                        + "\": expected one that is not there yet, in a folder that can be written to");
            }
        }
        return new SecretOutput(file, out);
    }

    void write(String secret) throws IOException {
        if (file.isPresent()) {
            SecretFile.create(file.get(), secret);
        } else {
            out.println(secret);
        }
    }
}
