/** What is known of agent runs: how many calls they made, and who answered them. */
@NullMarked
package io.sluice.gateway.route.run;

import org.jspecify.annotations.NullMarked;
