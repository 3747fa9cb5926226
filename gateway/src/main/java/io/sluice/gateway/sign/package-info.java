/** What proves to a provider who calls: headers that never change, signatures of requests, tokens that are fetched. */
@NullMarked
package io.sluice.gateway.sign;

import org.jspecify.annotations.NullMarked;
