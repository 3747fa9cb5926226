/** The admin plane: its paths in one table, who may ask for them, and the port through which features bring theirs. */
@NullMarked
package io.sluice.gateway.admin;

import org.jspecify.annotations.NullMarked;
