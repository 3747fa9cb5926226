/** The Anthropic Messages dialect: requests, answers, streams and errors, and its way into the canonical conversation. */
@NullMarked
package io.sluice.dialects.anthropic;

import org.jspecify.annotations.NullMarked;
