package io.sluice.gateway.drill;

import io.sluice.dialects.json.JsonWriter;
import io.sluice.gateway.admin.AdminRequest;
import io.sluice.gateway.admin.AdminRoute;
import io.sluice.gateway.admin.AdminRoutes;
import io.sluice.gateway.admin.Fields;
import io.sluice.gateway.admin.Permission;
import io.sluice.gateway.admin.Refused;
import io.sluice.gateway.call.Failure;
import io.sluice.gateway.call.Reply;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Drills in the admin plane. */
public final class DrillRoutes implements AdminRoutes {
    private static final String ALL = "/admin/v1/drills";
    private static final String ONE = "/admin/v1/drills/{id}";
    private static final List<String> TEXTS =
            List.of("target", "model", "fault", "key", "header", "for", "retry_after");

    private final DrillDesk desk;

    /** Of that desk. */
    public DrillRoutes(DrillDesk desk) {
        this.desk = desk;
    }

    @Override
    public List<AdminRoute> routes() {
        return List.of(
                new AdminRoute("GET", ALL, Permission.DRILLS_READ, "How all drills stand.", _ -> list()),
                new AdminRoute("POST", ALL, Permission.DRILLS_WRITE, "Begin a drill.", this::start),
                new AdminRoute(
                        "GET",
                        ONE,
                        Permission.DRILLS_READ,
                        "How a drill stands, and what callers saw of it.",
                        request -> told(request, desk.drills().report(request.path("id")))),
                new AdminRoute(
                        "DELETE",
                        ONE,
                        Permission.DRILLS_WRITE,
                        "End a drill; its report stays.",
                        request -> told(request, desk.drills().stop(request.path("id")))));
    }

    private Reply list() {
        JsonWriter json = new JsonWriter().beginObject().name("drills").beginArray();
        desk.drills().list().forEach(report -> ReportJson.write(report, json));
        return Reply.json(200, json.endArray().endObject().toBytes());
    }

    private Reply start(AdminRequest request) {
        Fields fields = request.fields();
        Map<String, @Nullable String> given = new HashMap<>();
        TEXTS.forEach(name -> given.put(name.replace('_', '-'), fields.text(name)));
        given.put("share", fields.textOrNumber("share"));
        given.put("after", fields.textOrNumber("after"));
        given.put("breakers", fields.flag("breakers") ? "yes" : null);
        fields.done();
        Report report = desk.start(new Words(given::get, name -> name.replace('-', '_')));
        return Reply.json(201, ReportJson.of(report).getBytes(StandardCharsets.UTF_8));
    }

    private static Reply told(AdminRequest request, Optional<Report> report) {
        String json = report.map(ReportJson::of)
                .orElseThrow(() -> new Refused(Failure.of(
                        404,
                        "drill_not_found",
                        "There is no drill \"" + request.path("id") + "\"; GET " + ALL
                                + " lists those since the gateway started")));
        return Reply.json(200, json.getBytes(StandardCharsets.UTF_8));
    }
}
