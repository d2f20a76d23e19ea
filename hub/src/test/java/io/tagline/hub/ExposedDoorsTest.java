package io.tagline.hub;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.tagline.hub.settings.HubSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What settings leave open is said at each start. */
final class ExposedDoorsTest {

    @Test
    void aHubOfThisMachineOnlyHasNothingToSay() throws Exception {
        assertThat(warnings(Map.of())).isEmpty();
    }

    @Test
    void anonymousAgentsAndWhatCrossesTheNetworkInTheClearAreWarnedOf() throws Exception {
        assertThat(warnings(Map.of("TAGLINE_MQTT_ANONYMOUS", "true")))
                .singleElement()
                .asString()
                .contains("publish scans as any agent");
        assertThat(warnings(Map.of("TAGLINE_MQTT_HOST", "0.0.0.0", "TAGLINE_HTTP_HOST", "0.0.0.0")))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("in the clear"));
    }

    private static List<String> warnings(Map<String, String> environment) throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger(ExposedDoors.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        try {
            ExposedDoors.warn(HubSettings.read(Optional.empty(), environment));
        } finally {
            logger.detachAppender(lines);
        }
        assertThat(lines.list).allMatch(line -> line.getLevel() == Level.WARN);
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
