/** JMH benchmarks of the pieces every call passes through. */
@NullMarked
package io.sluice.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
