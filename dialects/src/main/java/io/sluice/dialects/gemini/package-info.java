/** Gemini's generateContent, as AI Studio and Vertex speak it: whole, as server-sent events, as a streamed JSON array. */
@NullMarked
package io.sluice.dialects.gemini;

import org.jspecify.annotations.NullMarked;
