package io.tagline.journeys.chaos;

/** Which kind of thing in the plant a fault touches. A parcel that walks while reader and agent are untouched must be seen. */
enum Part {
    READER,
    AGENT,
    BROKER,
    HUB
}
