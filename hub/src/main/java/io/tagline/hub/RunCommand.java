package io.tagline.hub;

import io.tagline.hub.settings.HubSettings;
import io.tagline.settings.SettingsException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** {@code run}: serves until SIGTERM or Ctrl-C, or until a part has died that it can not do without. */
final class RunCommand implements Command.Work {

    @Override
    public void run(CommandLine line, Command.Surroundings surroundings)
            throws UsageException, CommandFailedException, SettingsException, IOException {
        line.expect(0);
        HubSettings settings = surroundings.settings(line);
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        RunningHub hub = RunningHub.start(settings, InstantSource.system());
        Runtime.getRuntime().addShutdownHook(new Thread(hub::close, "shutdown"));
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
        untilDeath(hub.death());
    }

    /**
     * Waits for ever, unless a part dies: the process is to end then, so that its supervisor starts it anew. SIGTERM and Ctrl-C end the
     * process without this thread.
     */
    static void untilDeath(CompletableFuture<String> death) throws CommandFailedException {
        try {
            throw new CommandFailedException(death.get() + ": the hub ends with 1, expected systemd to start it again");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("completed with a reason only", e);
        }
    }

    private static String shown(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
