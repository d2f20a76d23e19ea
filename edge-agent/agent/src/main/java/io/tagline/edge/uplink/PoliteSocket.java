package io.tagline.edge.uplink;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;

/**
 * A socket that hears nothing before it has spoken. In MQTT the client speaks first, so nothing is missed; but if the broker
 * (or a balancer without one) hangs up before Paho has started all of its threads, the thread that starts them waits for ever
 * for one that has already ended (seen with 1.2.5: {@code MQTT Con} in {@code CommsSender.start}), one thread lost for each
 * attempt. Paho sends CONNECT when all have started.
 */
final class PoliteSocket extends Socket {
    private final CountDownLatch spoken = new CountDownLatch(1);

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                awaitSpoken();
                return in.read();
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                awaitSpoken();
                return in.read(into, offset, length);
            }
        };
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(super.getOutputStream()) {
            @Override
            public void write(int one) throws IOException {
                spoken.countDown();
                out.write(one);
            }

            @Override
            public void write(byte[] from, int offset, int length) throws IOException {
                spoken.countDown();
                out.write(from, offset, length);
            }
        };
    }

    @Override
    public synchronized void close() throws IOException {
        spoken.countDown();
        super.close();
    }

    private void awaitSpoken() throws InterruptedIOException {
        try {
            spoken.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted before CONNECT");
        }
    }
}
