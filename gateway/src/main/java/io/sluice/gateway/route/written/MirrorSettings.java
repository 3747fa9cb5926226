package io.sluice.gateway.route.written;

import io.sluice.gateway.config.Default;
import io.sluice.gateway.config.Doc;

/** Where copies of calls go. */
public record MirrorSettings(
        @Doc("The target, `provider/model`.") String to,

        @Doc("The percentage of the calls that are copied.") @Default("100")
        int share,

        @Doc("How many copies may run at once; beyond that none is made.") @Default("8")
        int atOnce) {}
