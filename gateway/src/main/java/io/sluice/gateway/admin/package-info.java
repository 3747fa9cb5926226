/** The admin listener: health, metrics, and the one place that asks for the admin key. */
@NullMarked
package io.sluice.gateway.admin;

import org.jspecify.annotations.NullMarked;
