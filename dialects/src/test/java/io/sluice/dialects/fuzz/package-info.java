/** Bytes that a fuzzer chose, against the laws that hold of any bytes. */
@NullMarked
package io.sluice.dialects.fuzz;

import org.jspecify.annotations.NullMarked;
