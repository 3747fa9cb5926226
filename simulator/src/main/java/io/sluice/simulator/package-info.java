/** A scriptable model provider over real sockets: the fake of tests, the provider of demos, the mock of benchmarks. */
@NullMarked
package io.sluice.simulator;

import org.jspecify.annotations.NullMarked;
