/**
 * The plant that is broken on purpose: readers, agents, broker and hub as processes of their own, with proxies between them, and
 * the faults that are done to them. Changes when there is a new way to break it, or a new promise to hold it to.
 */
@NullMarked
package io.tagline.journeys.chaos;

import org.jspecify.annotations.NullMarked;
