/** LiteLLM's {@code config.yaml}: read as it is, and said again as a {@code sluice.yaml}, which is what runs. */
@NullMarked
package io.sluice.gateway.litellm;

import org.jspecify.annotations.NullMarked;
