/**
 * What the agent says of itself: counters, states, problems by name, to the hub, to Prometheus, to systemd. Changes with
 * what an operator needs to see.
 */
@NullMarked
package io.tagline.edge.health;

import org.jspecify.annotations.NullMarked;
