/**
 * What customers ask, complain of, claim and suggest, what is said to them, and how they found it. Changes with how the company looks
 * after its customers.
 */
@NullMarked
package io.tagline.hub.care;

import org.jspecify.annotations.NullMarked;
