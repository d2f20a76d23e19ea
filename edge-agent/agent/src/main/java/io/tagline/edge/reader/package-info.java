/**
 * From a reader's link to reads at portals. It changes with what readers report and how they are driven.
 */
@NullMarked
package io.tagline.edge.reader;

import org.jspecify.annotations.NullMarked;
