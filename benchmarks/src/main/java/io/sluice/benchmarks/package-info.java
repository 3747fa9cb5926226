/** Measures direct, nginx and Sluice side by side in one run, and writes what it saw with machine, commit and command. */
@NullMarked
package io.sluice.benchmarks;

import org.jspecify.annotations.NullMarked;
