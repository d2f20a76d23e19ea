/**
 * Settings files: a YAML file and the environment become typed values, and every problem is reported at once with file,
 * line and key. Changes when a settings file needs a kind of value that is not here yet.
 */
@NullMarked
package io.tagline.settings;

import org.jspecify.annotations.NullMarked;
