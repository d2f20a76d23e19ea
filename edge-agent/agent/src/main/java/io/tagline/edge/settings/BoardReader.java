package io.tagline.edge.settings;

import io.tagline.edge.board.BoardSettings;
import io.tagline.edge.board.Language;
import io.tagline.settings.Setting;
import io.tagline.settings.SettingsNode;
import java.time.DateTimeException;
import java.time.ZoneId;

/** The section {@code board}. */
final class BoardReader {
    private BoardReader() {}

    static BoardSettings read(SettingsNode node) {
        BoardSettings off = BoardSettings.off();
        Setting<ZoneId> zone = node.text("time-zone").as("a time zone such as America/Toronto", BoardReader::zone);
        return new BoardSettings(
                node.portOrZero("port").orElse(off.port()),
                node.host("bind").orElse(off.bind()),
                node.texts("names").orElse(off.names()),
                node.oneOf("language", Language.class).orElse(off.language()),
                zone.optional().orElse(off.timeZone()),
                node.bool("acknowledge").orElse(off.acknowledge()));
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
