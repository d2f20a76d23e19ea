/**
 * What of the hub goes to a CRM, and as what: mapping files, what they may name, and how they are held against what the CRM says of
 * itself. Changes when there is more of ours to tell, or another way to say it.
 */
@NullMarked
package io.tagline.hub.crm.mapping;

import org.jspecify.annotations.NullMarked;
