/**
 * What is expected at which portal: the loads that are put, and the manifest that each agent is told of them. Changes when the post has
 * something new to say about a parcel at a door.
 */
@NullMarked
package io.tagline.hub.manifest;

import org.jspecify.annotations.NullMarked;
