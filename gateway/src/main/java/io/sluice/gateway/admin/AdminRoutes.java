package io.sluice.gateway.admin;

import java.util.List;

/** What a feature brings to the admin plane. */
@FunctionalInterface
public interface AdminRoutes {

    /** Its paths; asked once, at the start. */
    List<AdminRoute> routes();
}
