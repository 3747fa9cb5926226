/** The route language as data: nodes, their options, and what they look at. */
@NullMarked
package io.sluice.gateway.route.tree;

import org.jspecify.annotations.NullMarked;
