/**
 * The page at the door: a load's progress, the verdicts on the last parcels and the state of the agent, on any screen in the depot's
 * network. Changes with what staff at a door need to see, and in which languages.
 */
@NullMarked
package io.tagline.edge.board;

import org.jspecify.annotations.NullMarked;
