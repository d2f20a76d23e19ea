package io.tagline.edge.eye.gpio;

import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalInputProvider;
import com.pi4j.plugin.gpiod.provider.gpio.digital.GpioDDigitalInputProviderImpl;

/**
 * The gpiod provider without its last step: when one context shuts down it would close the chip, and with it the pins of all
 * other contexts, lamps among them (2.8.0). The kernel closes the chip when the process ends.
 */
final class SharedGpioDInput extends GpioDDigitalInputProviderImpl {
    @Override
    public DigitalInputProvider shutdown(Context context) {
        return this;
    }
}
