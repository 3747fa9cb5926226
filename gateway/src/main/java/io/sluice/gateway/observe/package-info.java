/** What is known of calls afterwards: one record each, metrics, a log line where asked for. */
@NullMarked
package io.sluice.gateway.observe;

import org.jspecify.annotations.NullMarked;
