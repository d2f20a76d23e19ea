/**
 * Pages and API. Changes with what people see and with what programs are promised; {@code openapi.json} describes the
 * latter.
 */
@NullMarked
package io.tagline.hub.web;

import org.jspecify.annotations.NullMarked;
