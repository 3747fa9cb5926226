/** The canonical words every dialect reads into and writes from: usage, stream events, errors. */
@NullMarked
package io.sluice.dialects.model;

import org.jspecify.annotations.NullMarked;
