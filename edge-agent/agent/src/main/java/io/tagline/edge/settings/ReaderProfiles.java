package io.tagline.edge.settings;

import io.tagline.llrp.command.ReaderProfile;
import io.tagline.settings.SettingsException;
import io.tagline.settings.SettingsNode;
import io.tagline.settings.SettingsSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Finds the profile that a reader names: a path to a YAML file, else {@code profiles/NAME.yaml} beside agent.yaml, else
 * the one of that name that ships inside the jar.
 */
final class ReaderProfiles {

    /** The files of {@code firmware-config/readers}, which the build puts into the jar. */
    static final List<String> SHIPPED =
            List.of("conveyor", "generic", "impinj", "portal-dense", "portal-fast", "zebra");

    static final String DEFAULT = "generic";

    private ReaderProfiles() {}

    /** The profile that one reader of agent.yaml names. */
    static ReaderProfile read(SettingsNode reader, String name) {
        return find(reader, name)
                .flatMap(source -> reader.include(source, ProfileReader::read))
                .orElse(ReaderProfile.basic());
    }

    /** A profile that ships with the agent. */
    static SettingsSource shipped(String name) {
        String resource = "/readers/" + name + ".yaml";
        try (InputStream in = ReaderProfiles.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not in the jar");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new SettingsSource(name + ".yaml", text, Path.of("").toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }

    private static Optional<SettingsSource> find(SettingsNode reader, String name) {
        boolean isPath = name.contains("/") || name.endsWith(".yaml");
        Path own = reader.directory().resolve(isPath ? name : "profiles/" + name + ".yaml");
        if (isPath || Files.exists(own)) {
            try {
                return Optional.of(SettingsSource.file(own));
            } catch (SettingsException e) {
                reader.refuse("profile", own + " " + e.problems().get(0).message());
                return Optional.empty();
            }
        }
        if (SHIPPED.contains(name)) {
            return Optional.of(shipped(name));
        }
        reader.refuse(
                "profile",
                name + " is neither a profile that ships with the agent (" + String.join(", ", SHIPPED)
                        + ") nor the file " + own);
        return Optional.empty();
    }
}
