/**
 * Who orders are for. Changes with what the company keeps about a customer.
 */
@NullMarked
package io.tagline.hub.customer;

import org.jspecify.annotations.NullMarked;
