package io.sluice.gateway.app;

import io.sluice.gateway.admin.AdminAnswers;
import io.sluice.gateway.admin.AdminIntake;
import io.sluice.gateway.admin.AdminKeyHolders;
import io.sluice.gateway.admin.AdminRoutes;
import io.sluice.gateway.admin.AdminTable;
import io.sluice.gateway.admin.Health;
import io.sluice.gateway.admin.OnePort;
import io.sluice.gateway.auth.PresentedKey;
import io.sluice.gateway.call.Surroundings;
import io.sluice.gateway.call.wire.Intake;
import io.sluice.gateway.http.ErrorAnswers;
import io.sluice.gateway.litellm.ProxyPaths;
import java.util.List;
import java.util.function.Predicate;

/**
 * The admin plane of a gateway, put together of what features bring.
 *
 * @param table its paths
 * @param intake lets in who is known
 * @param errors for requests that reached no path
 */
record AdminPlane(AdminTable table, Intake intake, ErrorAnswers errors) {

    /** Of these paths, for holders of that key. */
    static AdminPlane of(List<AdminRoutes> features, Settings settings, Predicate<String> key, Surroundings world) {
        AdminTable table = new AdminTable(features);
        // Clients of a LiteLLM proxy send its key as they send any.
        List<String> headers = settings.litellm() == null ? List.of() : PresentedKey.HEADERS;
        String keyAt = settings.masterKey() == null
                ? "in SLUICE_ADMIN_KEY or in the file admin-key of the data folder"
                : "the master key of the configuration, or LITELLM_MASTER_KEY";
        return new AdminPlane(
                table,
                new AdminIntake(
                        table,
                        new AdminKeyHolders(key, headers),
                        new AdminIntake.World(keyAt, world::newId, world.waiting(), world.bugs())),
                failure -> AdminAnswers.error(failure, world.newId()));
    }

    /** This one and callers at one address, which is then as that of a LiteLLM proxy. */
    Intake beside(Intake callers, Health health) {
        return new ProxyPaths(health, new OnePort(table, intake, callers));
    }
}
