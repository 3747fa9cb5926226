/** Reads {@code sluice.yaml} into records, naming every mistake of the file at once. */
@NullMarked
package io.sluice.gateway.config;

import org.jspecify.annotations.NullMarked;
