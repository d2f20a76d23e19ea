/**
 * A dock of doors with antennas, and what moves about it, as physics has it: who crossed which door is known, what readers hear of it is
 * not told but computed. Pure, but for rests of tags in session 1: seed and time are given. Changes when more of what happens at a dock
 * is to be shown.
 */
@NullMarked
package io.tagline.simulator.dock;

import org.jspecify.annotations.NullMarked;
