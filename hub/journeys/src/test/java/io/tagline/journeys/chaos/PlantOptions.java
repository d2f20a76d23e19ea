package io.tagline.journeys.chaos;

/**
 * How large the plant is.
 *
 * @param readsPerSecond steady load on each agent, beside the parcels that walk
 * @param foreignBroker mosquitto, else the hub's own broker
 */
record PlantOptions(int agents, int readsPerSecond, boolean foreignBroker) {}
