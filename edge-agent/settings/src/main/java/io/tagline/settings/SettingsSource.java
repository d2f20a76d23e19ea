package io.tagline.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * The text of a settings file and where it came from.
 *
 * @param name as shown in problems
 * @param text YAML
 * @param directory what relative paths in it start from
 */
public record SettingsSource(String name, String text, Path directory) {

    /** More than any settings file needs, little enough for the smallest gateway. */
    public static final int MAX_BYTES = 1024 * 1024;

    /**
     * Reads a file of at most {@value #MAX_BYTES} bytes of UTF-8.
     *
     * @throws SettingsException with one problem that names the file and says why it can't be read
     */
    public static SettingsSource file(Path file) throws SettingsException {
        String name = file.getFileName() == null
                ? file.toString()
                : file.getFileName().toString();
        Path directory = file.toAbsolutePath().normalize().getParent();
        return new SettingsSource(name, readText(file, MAX_BYTES), directory == null ? Path.of("/") : directory);
    }

    /** A file of the given size at most, as text; used for secrets as well. */
    static String readText(Path file, int maxBytes) throws SettingsException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                throw refused(file, "is larger than " + maxBytes + " bytes");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw refused(file, "is not UTF-8 text");
        } catch (NoSuchFileException e) {
            throw refused(file, "does not exist");
        } catch (AccessDeniedException e) {
            throw refused(file, "may not be read by this user");
        } catch (IOException e) {
            throw refused(file, Files.isDirectory(file) ? "is a directory" : "cannot be read: " + e.getMessage());
        }
    }

    private static SettingsException refused(Path file, String why) {
        return new SettingsException(List.of(new Problem(file.toString(), 0, "", why)));
    }
}
