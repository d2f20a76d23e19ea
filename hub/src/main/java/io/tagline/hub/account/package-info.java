/**
 * Customers who look after their own things: signed in by a link that is mailed to an address that they are reached at. Changes with
 * what a customer has to show to be let in.
 */
@NullMarked
package io.tagline.hub.account;

import org.jspecify.annotations.NullMarked;
