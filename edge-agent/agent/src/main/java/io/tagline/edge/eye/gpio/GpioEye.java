package io.tagline.edge.eye.gpio;

import com.pi4j.io.gpio.digital.DigitalInputProvider;
import io.tagline.edge.eye.BeamChange;
import io.tagline.edge.eye.EyeInput;
import io.tagline.edge.eye.EyeSettings;
import io.tagline.edge.time.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * An eye on a pin of the gateway. Edges come from Pi4J, and the thread {@code eye-PORTAL-POSITION} looks at the level besides: Pi4J's
 * listener ends unseen when it starts faster than it is noted down (2.8.0), and a pin that another program holds is asked for again.
 */
public final class GpioEye implements EyeInput {
    private static final long LOOK_EVERY_MS = 50;
    private static final Duration ASK_AGAIN = Duration.ofSeconds(10);
    private static final long CLOSE_LIMIT_MS = 2_000;

    private final EyeSettings settings;
    private final int pin;
    private final Supplier<DigitalInputProvider> provider;
    private final Consumer<BeamChange> changes;
    private final Duration askAgain;
    private final Ticker ticker;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean heard;
    private volatile boolean told;
    private volatile Optional<String> trouble = Optional.empty();

    /** As {@link #open}, on other pins than this machine's; does nothing before {@link #start}. */
    GpioEye(
            Supplier<DigitalInputProvider> provider,
            EyeSettings settings,
            EyeSettings.GpioPin wire,
            Duration askAgain,
            Consumer<BeamChange> changes,
            Ticker ticker) {
        this.askAgain = askAgain;
        this.provider = provider;
        this.settings = settings;
        this.pin = wire.pin();
        this.changes = changes;
        this.ticker = ticker;
        this.thread = new Thread(
                this::run,
                "eye-" + settings.portal() + "-" + settings.id().position().code());
    }

    /** Looks for the pin from now on; it may be had at once, later or never. */
    public static GpioEye open(
            EyeSettings settings, EyeSettings.GpioPin wire, Consumer<BeamChange> changes, Ticker ticker) {
        return new GpioEye(SharedGpioDInput::new, settings, wire, ASK_AGAIN, changes, ticker).start();
    }

    GpioEye start() {
        thread.setDaemon(true);
        thread.start();
        return this;
    }

    private void run() {
        try {
            do {
                try (EyePin held = EyePin.open(provider.get(), pin, this::level)) {
                    watch(held);
                } catch (PinException e) {
                    failed(String.valueOf(e.getMessage()));
                } catch (RuntimeException | LinkageError e) {
                    // a thread that dies ends the agent, and parcels are read without this eye
                    failed("pin: GPIO " + pin + " cannot be used: " + e);
                }
            } while (!closing.await(askAgain.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void failed(String why) {
        heard = false;
        trouble = Optional.of(settings.where() + ": " + why);
    }

    private void watch(EyePin held) throws PinException, InterruptedException {
        boolean before = held.isHigh();
        heard = true;
        trouble = Optional.empty();
        level(before);
        while (!closing.await(LOOK_EVERY_MS, TimeUnit.MILLISECONDS)) {
            boolean high = held.isHigh();
            // an edge may be on its way at one look, and not still at the next
            if (high != told && high == before) {
                level(high);
            }
            before = high;
        }
    }

    /** By Pi4J's thread and by our own. */
    private void level(boolean high) {
        told = high;
        changes.accept(new BeamChange(settings.id(), high == settings.activeHigh(), ticker.nanos()));
    }

    @Override
    public boolean isHeard() {
        return heard;
    }

    @Override
    public Optional<String> trouble() {
        return trouble;
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(CLOSE_LIMIT_MS);
            thread.interrupt();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
