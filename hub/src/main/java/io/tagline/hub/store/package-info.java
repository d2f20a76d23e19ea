/**
 * Where the hub keeps what it knows: SQLite by default, PostgreSQL by setting, one schema for both. Changes with the
 * databases, never with what is stored.
 */
@NullMarked
package io.tagline.hub.store;

import org.jspecify.annotations.NullMarked;
