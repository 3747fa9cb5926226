/** Who may call, and what belongs to whom: virtual keys, and ids of what providers keep, as records with their stores. */
@NullMarked
package io.sluice.gateway.account;

import org.jspecify.annotations.NullMarked;
