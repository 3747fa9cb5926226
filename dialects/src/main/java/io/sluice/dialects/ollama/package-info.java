/** Ollama's own chat endpoint, as a provider: requests written, answers and streams of JSON lines read. */
@NullMarked
package io.sluice.dialects.ollama;

import org.jspecify.annotations.NullMarked;
