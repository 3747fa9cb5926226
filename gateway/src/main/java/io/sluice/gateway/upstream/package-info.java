/** The way to providers: pooled HTTP/1.1 connections on the loop of the call, strict reading, clocks, back-pressure. */
@NullMarked
package io.sluice.gateway.upstream;

import org.jspecify.annotations.NullMarked;
