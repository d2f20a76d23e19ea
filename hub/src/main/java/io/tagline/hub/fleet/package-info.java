/**
 * Agents, readers and portals as operations see them. Changes with what an agent says of itself.
 */
@NullMarked
package io.tagline.hub.fleet;

import org.jspecify.annotations.NullMarked;
