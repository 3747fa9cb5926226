/** The load client, a process of its own: prepared requests, a minimal parser of answers, no HTTP library. */
@NullMarked
package io.sluice.benchmarks.load;

import org.jspecify.annotations.NullMarked;
