/**
 * CRMs that misbehave: one store of records, spoken to over HTTP as each product documents it, with the faults that real ones showed.
 * Changes when a product's contract does, or when one shows a fault that none did before.
 */
@NullMarked
package io.tagline.hub.crm.fake.http;

import org.jspecify.annotations.NullMarked;
