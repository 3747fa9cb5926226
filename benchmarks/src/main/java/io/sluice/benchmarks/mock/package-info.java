/** The upstream of all measurements, a process of its own around the simulator. */
@NullMarked
package io.sluice.benchmarks.mock;

import org.jspecify.annotations.NullMarked;
