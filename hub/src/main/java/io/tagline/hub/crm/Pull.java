package io.tagline.hub.crm;

/** Changes of this model come in, as this entity of ours. */
public record Pull(String model, Entity entity) {}
