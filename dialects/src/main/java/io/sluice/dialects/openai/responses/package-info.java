/** OpenAI's Responses, as OpenAI, the Open Responses specification and everybody compatible speak it: reading, relaying, writing. */
@NullMarked
package io.sluice.dialects.openai.responses;

import org.jspecify.annotations.NullMarked;
