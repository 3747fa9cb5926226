package io.sluice.gateway.route.written;

import io.sluice.gateway.config.Beside;
import io.sluice.gateway.config.Doc;
import io.sluice.gateway.config.Written;
import org.jspecify.annotations.Nullable;

/** A case of {@code when}. */
public record CaseSettings(
        @Doc("A condition in CEL; without one the case always holds.") @Written("if") @Nullable
        String condition,

        @Beside RouteSettings route) {}
