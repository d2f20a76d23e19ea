/**
 * What staff see and hear at a door: stack light and buzzer, by the verdict on each scan and by the state of the agent.
 * Changes when a light can show something that it could not show before; each way to drive lamps has a package of its own.
 */
@NullMarked
package io.tagline.edge.signal;

import org.jspecify.annotations.NullMarked;
