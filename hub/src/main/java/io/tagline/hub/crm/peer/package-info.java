/**
 * What every CRM is to Tagline: records with keys, written in batches, found again, read as they change. Changes when a connector
 * needs to say something that none could say before.
 */
@NullMarked
package io.tagline.hub.crm.peer;

import org.jspecify.annotations.NullMarked;
