/**
 * What we ask of a reader and what it answers, and the only package that uses LTK. Changes when a reader needs another command or
 * words its answers differently.
 */
@NullMarked
package io.tagline.llrp.command;

import org.jspecify.annotations.NullMarked;
