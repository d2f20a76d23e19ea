package io.tagline.edge.eye.gpio;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.exception.Pi4JException;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalInputProvider;
import com.pi4j.io.gpio.digital.PullResistance;
import java.util.function.Consumer;

/**
 * One pin as an input, in a Pi4J context for itself: the registry of a context keeps the number of a pin that it could not open, and
 * refuses it for ever after (2.8.0).
 */
final class EyePin implements AutoCloseable {
    private final Context context;
    private final DigitalInput input;

    private EyePin(Context context, DigitalInput input) {
        this.context = context;
        this.input = input;
    }

    /**
     * Takes the pin, without a pull of its own: boards for 24 V inputs bring theirs.
     *
     * @param edges told of the level at each edge, on a thread of Pi4J's
     * @throws PinException if somebody else has it, or the machine has no such pin
     */
    static EyePin open(DigitalInputProvider provider, int pin, Consumer<Boolean> edges) throws PinException {
        try {
            Context context = Pi4J.newContextBuilder()
                    .noAutoDetect()
                    .noAutoInject()
                    .disableShutdownHook()
                    .add(provider)
                    .build();
            try {
                DigitalInput input = provider.create(DigitalInput.newConfigBuilder(context)
                        .id("tagline-eye-" + pin)
                        .address(pin)
                        .pull(PullResistance.OFF)
                        // Pi4J's own debounce tells of an edge when it is over (2.8.0)
                        .debounce(0L)
                        .build());
                input.addListener(event -> edges.accept(event.state().isHigh()));
                return new EyePin(context, input);
            } catch (Pi4JException | IllegalStateException | LinkageError e) {
                context.shutdown();
                throw e;
            }
        } catch (Pi4JException | IllegalStateException e) {
            throw new PinException("pin: GPIO " + pin + " cannot be used: " + reason(e), e);
        } catch (LinkageError e) {
            // Pi4J brings native code for 32 and 64 bit ARM alone
            throw new PinException(
                    "pin: GPIO " + pin + " cannot be used: this machine has no GPIO that we know (" + e + ")", e);
        }
    }

    /** Whether the level is high now. */
    boolean isHigh() throws PinException {
        try {
            return input.state().isHigh();
        } catch (Pi4JException | IllegalStateException e) {
            throw new PinException("pin: GPIO " + input.address() + " cannot be read: " + words(e), e);
        }
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

    @Override
    public void close() {
        context.shutdown();
    }
}
