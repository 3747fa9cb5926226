/** Turns tables of providers, models and prices into the catalog's own lines; used by a command, never at a start. */
@NullMarked
package io.sluice.gateway.catalog.csv;

import org.jspecify.annotations.NullMarked;
