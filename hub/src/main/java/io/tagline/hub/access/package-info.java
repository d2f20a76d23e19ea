/**
 * Who gets in: staff with passwords and roles, programs with API keys, agents with secrets. Changes when there is a new
 * kind of caller or a new right.
 */
@NullMarked
package io.tagline.hub.access;

import org.jspecify.annotations.NullMarked;
