/**
 * The conversation with one reader, from dialling to the last report, and its life over lost connections. Changes when a reader
 * behaves in a conversation in a way that we have not met.
 */
@NullMarked
package io.tagline.llrp.link;

import org.jspecify.annotations.NullMarked;
