/** The launcher script at the root of the clone, run against JDKs and Mavens that are scripts themselves. */
@NullMarked
package io.sluice.gateway.launcher;

import org.jspecify.annotations.NullMarked;
