package io.tagline.hub;

import io.tagline.hub.settings.HubSettings;
import io.tagline.settings.SettingsException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** {@code run}: serves until SIGTERM or Ctrl-C. */
final class RunCommand implements Command.Work {

    @Override
    public void run(CommandLine line, Command.Surroundings surroundings)
            throws UsageException, SettingsException, IOException {
        line.expect(0);
        HubSettings settings = surroundings.settings(line);
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        RunningHub hub = RunningHub.start(settings, InstantSource.system());
        CountDownLatch closed = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            hub.close();
                            closed.countDown();
                        },
                        "shutdown"));
        surroundings
                .out()
                .println((settings.http().tls().isPresent() ? "https://" : "http://")
                        + shown(settings.http().host()) + ":" + hub.httpPort());
        hub.mqttPort().ifPresent(port -> surroundings
                .out()
                .println("mqtt://" + shown(settings.mqtt().host()) + ":" + port));
        hub.mqttTlsPort().ifPresent(port -> settings.mqtt()
                .tls()
                .ifPresent(tls -> surroundings.out().println("mqtts://" + shown(tls.host()) + ":" + port)));
        surroundings.out().flush();
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String shown(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
