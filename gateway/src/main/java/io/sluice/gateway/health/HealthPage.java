package io.sluice.gateway.health;

import io.sluice.dialects.json.JsonWriter;
import io.sluice.gateway.admin.AdminRequest;
import io.sluice.gateway.admin.AdminRoute;
import io.sluice.gateway.admin.AdminRoutes;
import io.sluice.gateway.admin.Permission;
import io.sluice.gateway.call.Lanes;
import io.sluice.gateway.call.Reply;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Shows how targets and credentials do, as plans see it. */
public final class HealthPage implements AdminRoutes {
    private final TargetHealth health;
    private final Supplier<Set<String>> inUse;

    /**
     * Shows what that knows.
     *
     * @param inUse the lanes of the credentials of the configuration there is now
     */
    public HealthPage(TargetHealth health, Supplier<Set<String>> inUse) {
        this.health = health;
        this.inUse = inUse;
    }

    @Override
    public List<AdminRoute> routes() {
        return List.of(new AdminRoute(
                "GET",
                "/admin/v1/health",
                Permission.HEALTH_READ,
                "How each target and credential that was called does: what rests and why, how fast and busy it is.",
                this::page));
    }

    /** How a lane stands, as a figure for monitoring: 0 in use, 1 asked again after failures, 2 left alone. */
    public Stream<Standing> standings() {
        long now = health.millis();
        return shown().map(lane -> new Standing(lane.name(), standing(lane, now)));
    }

    /** A lane's figure. */
    public record Standing(LaneName name, int figure) {}

    private static int standing(Lane lane, long now) {
        if (lane.state(now) == Breaker.State.HALF_OPEN) {
            return 1;
        }
        return lane.view(now).rest() == null ? 0 : 2;
    }

    private Stream<Lane> shown() {
        Set<String> known = inUse.get();
        return health.lanes().stream().filter(lane -> known.contains(lane.name().lane()));
    }

    private Reply page(AdminRequest request) {
        String provider = request.query("provider");
        long now = health.millis();
        JsonWriter json = new JsonWriter().beginObject().name("lanes").beginArray();
        shown().filter(lane -> provider == null || lane.name().provider().equals(provider))
                .forEach(lane -> lane(json, lane, now));
        return Reply.json(200, json.endArray().endObject().toBytes());
    }

    private static void lane(JsonWriter json, Lane lane, long now) {
        LaneName name = lane.name();
        Lanes.View view = lane.view(now);
        json.beginObject().name("provider").string(name.provider());
        text(json, "credential", name.credential().isEmpty() ? null : name.credential());
        text(json, "model", name.model());
        json.name("state")
                .string(lane.state(now).name().toLowerCase(Locale.ROOT).replace('_', '-'));
        json.name("state_for_ms").number(lane.stateMillis(now));
        text(json, "resting", view.rest());
        json.name("rest_ms").number(view.restMillis());
        json.name("first_token_ms");
        if (Double.isNaN(view.firstTokenMillis())) {
            json.nothing();
        } else {
            json.number(Math.round(view.firstTokenMillis()));
        }
        json.name("in_flight").number(view.inFlight());
        Tally.Counts counts = lane.tally().counts();
        json.name("attempts").beginObject().name("answered").number(counts.answered());
        json.name("failed").beginObject();
        counts.failed().forEach((failure, count) -> json.name(failure.word()).number(count));
        json.endObject().name("given_up").number(counts.otherwise()).endObject().endObject();
    }

    private static void text(JsonWriter json, String name, @Nullable String text) {
        json.name(name);
        if (text == null) {
            json.nothing();
        } else {
            json.string(text);
        }
    }
}
