package io.tagline.edge.signal.gpio;

import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalOutputProvider;
import com.pi4j.plugin.gpiod.provider.gpio.digital.GpioDDigitalOutputProviderImpl;

/**
 * The gpiod provider without its last step: when one context shuts down it would close the chip, and with it the pins of all
 * other contexts (2.8.0). The kernel closes the chip when the process ends.
 */
final class SharedGpioD extends GpioDDigitalOutputProviderImpl {
    @Override
    public DigitalOutputProvider shutdown(Context context) {
        return this;
    }
}
