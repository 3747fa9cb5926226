/** What is known of each model provider: address, credential, paths and oddities; facts only. */
@NullMarked
package io.sluice.gateway.catalog;

import org.jspecify.annotations.NullMarked;
