package io.tagline.hub;

import io.tagline.hub.settings.HubSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says at each start what the settings leave open, so that nobody finds it out in another way. */
final class ExposedDoors {

    private static final Logger log = LoggerFactory.getLogger(ExposedDoors.class);

    private ExposedDoors() {}

    static void warn(HubSettings settings) {
        if (settings.mqtt().anonymous()) {
            log.atWarn()
                    .addKeyValue("setting", "mqtt.anonymous")
                    .log("open: any program on this machine can publish scans as any agent; for demonstrations only");
        }
        if (settings.mqtt().exposed()) {
            log.atWarn()
                    .addKeyValue("setting", "mqtt.host")
                    .log("open: agents' secrets cross the network in the clear; expected mqtt.tls, or an ssl:// url");
        }
        if (settings.http().exposed()) {
            log.atWarn()
                    .addKeyValue("setting", "http.host")
                    .log("open: passwords and API keys cross the network in the clear; expected http.tls, or a proxy"
                            + " and http.behind-proxy");
        }
    }
}
