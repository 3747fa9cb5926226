/** Reads providers' own lists of models, off the data path, and keeps what they say fresh. */
@NullMarked
package io.sluice.gateway.discover;

import org.jspecify.annotations.NullMarked;
