/**
 * What is written on a tag: EPC memory becomes a GS1 or UPU identity, or a refusal with its reason. Changes when GS1 or
 * UPU publish a new scheme.
 */
@NullMarked
package io.tagline.epc;

import org.jspecify.annotations.NullMarked;
