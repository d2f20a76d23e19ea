/**
 * CRMs that read files out of a folder, here or on an SFTP server. Changes with what such files look like.
 */
@NullMarked
package io.tagline.hub.crm.drop;

import org.jspecify.annotations.NullMarked;
