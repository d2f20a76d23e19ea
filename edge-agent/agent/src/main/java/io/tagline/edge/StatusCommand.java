package io.tagline.edge;

import com.fasterxml.jackson.core.JsonParseException;
import io.tagline.edge.settings.AgentSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.URI;

/** {@code status}: asks the agent that runs on this machine how it is, over its endpoint on loopback. */
final class StatusCommand {

    private static final int PATIENCE_MS = 5_000;
    private static final int MAX_BYTES = 1024 * 1024;
    private static final int OK = 200;

    private StatusCommand() {}

    static int run(AgentSettings settings, PrintStream out, PrintStream err) {
        int port = settings.http().port();
        if (port == 0) {
            err.println("http.port is 0: this agent has no endpoint to ask; set a port to use status");
            return EdgeAgent.FAILED;
        }
        URI health = URI.create("http://127.0.0.1:" + port + "/health");
        try {
            HttpURLConnection connection = (HttpURLConnection) health.toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MS);
            connection.setReadTimeout(PATIENCE_MS);
            boolean well = connection.getResponseCode() == OK;
            try (InputStream body = well ? connection.getInputStream() : connection.getErrorStream()) {
                byte[] json = body == null ? new byte[0] : body.readNBytes(MAX_BYTES);
                out.println(StatusTable.of(JsonTree.read(json)));
                return well ? EdgeAgent.DONE : EdgeAgent.FAILED;
            }
        } catch (JsonParseException e) {
            err.println(health + " did not answer like an agent: " + e.getOriginalMessage());
        } catch (IOException e) {
            err.println("no agent answers at " + health + ": " + e.getMessage());
        }
        return EdgeAgent.FAILED;
    }
}
