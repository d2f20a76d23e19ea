/**
 * What an operator decided about this agent: {@code agent.yaml} and reader profiles as records, checked as a whole.
 * Changes when there is something new to decide; the settings reference and the JSON schema change with it.
 */
@NullMarked
package io.tagline.edge.settings;

import org.jspecify.annotations.NullMarked;
