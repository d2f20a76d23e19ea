/**
 * CRMs that say when something changed there, so that nobody has to wait until they are asked. Changes when another way of signing does.
 */
@NullMarked
package io.tagline.hub.crm.hook;

import org.jspecify.annotations.NullMarked;
