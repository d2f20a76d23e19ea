/**
 * Settings files: a YAML file becomes typed values, and every problem is reported at once with file, line and key.
 */
@NullMarked
package io.tagline.settings;

import org.jspecify.annotations.NullMarked;
