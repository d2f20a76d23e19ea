package io.tagline.edge.opcua;

import io.tagline.edge.manifest.Verdict;
import java.time.Duration;
import java.util.Map;

/**
 * Where the diverter of one portal sends parcels.
 *
 * @param lanes the lane of each verdict; a parcel with a verdict that has none goes where the PLC sends it by itself
 * @param defaultLane where a parcel goes whose lane is full
 * @param pulses counts of the encoder from the photo-eye, or the line of the portal where there is none, to the diverter; 0 where
 *     {@code travelTime} says it
 * @param travelTime the same way as time, for a conveyor without encoder that never stops between the two; zero where {@code pulses} do
 * @param eyeWindow how far photo-eye and crossing may be apart in time to be of one parcel
 */
public record DivertSettings(
        String portal,
        Map<Verdict, Integer> lanes,
        int defaultLane,
        long pulses,
        Duration travelTime,
        Duration eyeWindow) {

    public static final Duration EYE_WINDOW = Duration.ofMillis(500);

    public DivertSettings {
        lanes = Map.copyOf(lanes);
    }
}
