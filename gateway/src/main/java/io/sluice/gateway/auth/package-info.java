/** Which key a call carries and whether it may pass: answered from memory, on the call's loop. */
@NullMarked
package io.sluice.gateway.auth;

import org.jspecify.annotations.NullMarked;
