/**
 * Files of lines with named columns, as spreadsheets write them, and the report of what became of each line. Changes with what files
 * people bring.
 */
@NullMarked
package io.tagline.hub.csv;

import org.jspecify.annotations.NullMarked;
