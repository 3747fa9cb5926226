package io.sluice.gateway.litellm;

import io.sluice.dialects.json.JsonWriter;
import io.sluice.gateway.admin.AdminRequest;
import io.sluice.gateway.admin.AdminRoute;
import io.sluice.gateway.admin.AdminRoutes;
import io.sluice.gateway.admin.Permission;
import io.sluice.gateway.admin.Refused;
import io.sluice.gateway.call.Failure;
import io.sluice.gateway.call.Lanes;
import io.sluice.gateway.call.Reply;
import io.sluice.gateway.call.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a LiteLLM proxy's list of models does, as its {@code /health} tells it. Other than there no model is called unless
 * {@code ?probe=1} asks for that: what calls taught is known already.
 */
public final class EndpointHealth implements AdminRoutes {
    private final Supplier<Map<String, List<Target>>> models;
    private final Lanes lanes;
    private final Probing probing;

    /**
     * Of these models.
     *
     * @param models the targets of each public model; may read files
     * @param lanes how they do
     */
    public EndpointHealth(Supplier<Map<String, List<Target>>> models, Lanes lanes, Probing probing) {
        this.models = models;
        this.lanes = lanes;
        this.probing = probing;
    }

    @Override
    public List<AdminRoute> routes() {
        return List.of(new AdminRoute(
                "GET",
                "/health",
                Permission.HEALTH_READ,
                "Which deployments do and which do not, as a LiteLLM proxy tells it; calls them only with ?probe=1.",
                this::page));
    }

    private Reply page(AdminRequest request) {
        String model = request.query("model");
        Map<String, List<Target>> known = models.get();
        if (model != null && !known.containsKey(model)) {
            return answer(503, Map.of());
        }
        Map<Target, @Nullable String> chosen = new LinkedHashMap<>();
        known.forEach((name, targets) -> {
            if (model == null || model.equals(name)) {
                targets.forEach(target -> chosen.put(target, null));
            }
        });
        String id = request.query("model_id");
        chosen.keySet().removeIf(target -> id != null && !target.lane().equals(id));
        if (id != null && chosen.isEmpty()) {
            throw Refused.missing("model_not_found", "There is no model with the id \"" + id + "\"");
        }
        return told(request, chosen, model != null || id != null);
    }

    private Reply told(AdminRequest request, Map<Target, @Nullable String> chosen, boolean one) {
        if (wantsProbe(request)) {
            if (!request.who().may().contains(Permission.HEALTH_PROBE)) {
                throw new Refused(Failure.of(403, "permission_denied", "Probing takes the permission health.probe"));
            }
            chosen.putAll(probing.of(List.copyOf(chosen.keySet())));
        } else {
            chosen.replaceAll((target, _) -> lanes.of(target).rest());
        }
        boolean sick = !chosen.isEmpty() && chosen.values().stream().allMatch(error -> error != null);
        return answer(one && sick ? 503 : 200, chosen);
    }

    private static boolean wantsProbe(AdminRequest request) {
        String probe = request.query("probe");
        return probe != null && (probe.equals("1") || probe.equals("true"));
    }

    private static Reply answer(int status, Map<Target, @Nullable String> found) {
        JsonWriter json = new JsonWriter().beginObject();
        long healthy = list(json, "healthy_endpoints", found, true);
        long unhealthy = list(json, "unhealthy_endpoints", found, false);
        json.name("healthy_count").number(healthy).name("unhealthy_count").number(unhealthy);
        return Reply.json(status, json.endObject().toBytes());
    }

    private static long list(JsonWriter json, String name, Map<Target, @Nullable String> found, boolean healthy) {
        json.name(name).beginArray();
        long count = 0;
        for (Map.Entry<Target, @Nullable String> one : found.entrySet()) {
            String error = one.getValue();
            if ((error == null) == healthy) {
                count++;
                Target target = one.getKey();
                json.beginObject().name("api_base").string(Deployed.base(target));
                json.name("model").string(target.served()).name("model_id").string(target.lane());
                if (error != null) {
                    json.name("error").string(error);
                }
                json.endObject();
            }
        }
        json.endArray();
        return count;
    }
}
