/** Bedrock's InvokeModel: bodies of a model's own dialect, and streams of them in AWS event messages. */
@NullMarked
package io.sluice.dialects.bedrock.invoke;

import org.jspecify.annotations.NullMarked;
