/** Cohere's chat of version 2, spoken to providers only: writing requests, reading answers, streams and errors. */
@NullMarked
package io.sluice.dialects.cohere;

import org.jspecify.annotations.NullMarked;
