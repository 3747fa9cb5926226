/** OpenAI Chat Completions, with its legacy completions and its embeddings: reading, relaying, writing. */
@NullMarked
package io.sluice.dialects.openai.chat;

import org.jspecify.annotations.NullMarked;
