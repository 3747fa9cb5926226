/** Who may call: virtual keys as records, and the port the data path asks for them. */
@NullMarked
package io.sluice.gateway.account;

import org.jspecify.annotations.NullMarked;
