package io.tagline.journeys;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A parcel's page as a browser keeps it open: its stream of server-sent events, each with the time of its arrival. */
final class OpenPage implements AutoCloseable {
    private final LinkedBlockingQueue<Long> arrivals = new LinkedBlockingQueue<>();
    private final InputStream stream;

    OpenPage(HttpClient http, URI page) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(page + "/events"))
                .header("Accept", "text/event-stream")
                .build();
        stream = http.send(request, BodyHandlers.ofInputStream()).body();
        Thread reader = new Thread(this::read, "page");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            boolean inEvent = false;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("data:") && !inEvent) {
                    inEvent = true;
                    arrivals.add(System.nanoTime());
                } else if (line.isEmpty()) {
                    inEvent = false;
                }
            }
        } catch (IOException e) {
            // the page was closed
        }
    }

    /** Forgets what has come; call when the page is quiet. */
    void settle() throws InterruptedException {
        while (arrivals.poll(300, TimeUnit.MILLISECONDS) != null) {
            // whatever came while it opened
        }
    }

    /** {@link System#nanoTime} of the next event. */
    long await() throws InterruptedException {
        Long arrival = arrivals.poll(20, TimeUnit.SECONDS);
        if (arrival == null) {
            throw new AssertionError("no event on the page within 20 s");
        }
        return arrival;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
