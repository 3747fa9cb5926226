/** AWS Bedrock Converse: reading, relaying, writing, in whole answers and in event streams. */
@NullMarked
package io.sluice.dialects.bedrock;

import org.jspecify.annotations.NullMarked;
