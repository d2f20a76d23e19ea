/**
 * Certificates for tests, made while they run: there is no private key in the repository. Changes when a test needs another
 * kind of good or bad certificate.
 */
@NullMarked
package io.tagline.certificates;

import org.jspecify.annotations.NullMarked;
