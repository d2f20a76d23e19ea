/**
 * Certificates and keys for LLRP over TLS, from PEM files: the agent's side and the simulated reader's. Changes when certificates
 * come in another form, or a kind of TLS failure needs words of its own.
 */
@NullMarked
package io.tagline.llrp.tls;

import org.jspecify.annotations.NullMarked;
