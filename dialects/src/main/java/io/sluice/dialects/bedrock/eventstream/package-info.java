/** The framing of AWS event streams: binary messages of typed headers and a payload, checked by CRC-32. */
@NullMarked
package io.sluice.dialects.bedrock.eventstream;

import org.jspecify.annotations.NullMarked;
