/** What requests say where their callers said nothing. */
@NullMarked
package io.sluice.dialects.defaults;

import org.jspecify.annotations.NullMarked;
