/**
 * A reader on a socket with scripted parcels, for demo, tests and load. It is no part of the agent.
 */
@NullMarked
package io.tagline.simulator;

import org.jspecify.annotations.NullMarked;
