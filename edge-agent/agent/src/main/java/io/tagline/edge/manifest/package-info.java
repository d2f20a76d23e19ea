/**
 * What is expected at each portal, and the verdict on every parcel that passes: from the manifest in hand, with or without the hub.
 * Changes when the post has something new to say about a parcel at a door.
 */
@NullMarked
package io.tagline.edge.manifest;

import org.jspecify.annotations.NullMarked;
