/** How targets do: which rest, how fast they are, how busy; learnt of every attempt. */
@NullMarked
package io.sluice.gateway.health;

import org.jspecify.annotations.NullMarked;
