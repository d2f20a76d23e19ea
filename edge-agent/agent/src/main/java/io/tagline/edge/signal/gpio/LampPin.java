package io.tagline.edge.signal.gpio;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.exception.Pi4JException;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalOutputProvider;
import com.pi4j.io.gpio.digital.DigitalState;
import io.tagline.edge.signal.SignalException;

/**
 * One pin as an output. It has a Pi4J context for itself, since the registry of a context keeps the number of a pin that it
 * could not open, and refuses it for ever after (2.8.0). Confined to the thread of its light.
 */
final class LampPin implements AutoCloseable {

    private final String label;
    private final boolean activeHigh;
    private final Context context;
    private final DigitalOutput output;

    private LampPin(String label, boolean activeHigh, Context context, DigitalOutput output) {
        this.label = label;
        this.activeHigh = activeHigh;
        this.context = context;
        this.output = output;
    }

    /**
     * Takes the pin; its lamp is dark.
     *
     * @param pin number of the GPIO as Broadcom counts (BCM), not of the pin on the header
     * @param label its key and number, for messages
     * @throws SignalException if somebody else has it, or the machine has no such pin
     */
    static LampPin open(DigitalOutputProvider provider, int pin, boolean activeHigh, String label)
            throws SignalException {
        try {
            Context context = Pi4J.newContextBuilder()
                    .noAutoDetect()
                    .noAutoInject()
                    .disableShutdownHook()
                    .add(provider)
                    .build();
            try {
                DigitalState dark = level(!activeHigh);
                DigitalOutput output = provider.create(DigitalOutput.newConfigBuilder(context)
                        .id("tagline-" + pin)
                        .address(pin)
                        .initial(dark)
                        .shutdown(dark)
                        .build());
                return new LampPin(label, activeHigh, context, output);
            } catch (Pi4JException | IllegalStateException | LinkageError e) {
                context.shutdown();
                throw e;
            }
        } catch (Pi4JException | IllegalStateException e) {
            throw new SignalException(label + " cannot be used: " + reason(e), e);
        } catch (LinkageError e) {
            // Pi4J brings native code for 32 and 64 bit ARM alone
            throw new SignalException(label + " cannot be used: this machine has no GPIO that we know (" + e + ")", e);
        }
    }

    void light(boolean lit) throws SignalException {
        try {
            output.state(level(lit == activeHigh));
        } catch (Pi4JException e) {
            throw new SignalException(label + " cannot be switched: " + reason(e), e);
        }
    }

    private static DigitalState level(boolean high) {
        return high ? DigitalState.HIGH : DigitalState.LOW;
    }

    private static String reason(Exception e) {
        String said = String.valueOf(e.getMessage());
        if (said.contains("No gpio chip")) {
            // gpiod of Pi4J 2.8.0 looks for a chip on boards that it knows only, and says so in its log
            return "this machine is no Raspberry Pi that Pi4J knows (" + said + ")";
        }
        return words(e) + "; is another program using it?";
    }

    /** What each of Pi4J's layers says, from the outside in; the innermost knows what the kernel answered. */
    private static String words(Throwable e) {
        StringBuilder words = new StringBuilder(String.valueOf(e.getMessage()));
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            words.append(": ").append(cause.getMessage());
        }
        return words.toString();
    }

    /** Dark. */
    @Override
    public void close() throws SignalException {
        if (context.isShutdown()) {
            return;
        }
        try {
            light(false);
        } finally {
            context.shutdown();
        }
    }
}
