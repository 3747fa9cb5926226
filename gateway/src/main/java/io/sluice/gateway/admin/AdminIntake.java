package io.sluice.gateway.admin;

import io.sluice.gateway.admin.AdminTable.Match;
import io.sluice.gateway.call.Answers;
import io.sluice.gateway.call.Failure;
import io.sluice.gateway.call.Reply;
import io.sluice.gateway.call.wire.CallerLink;
import io.sluice.gateway.call.wire.Header;
import io.sluice.gateway.call.wire.InboundCall;
import io.sluice.gateway.call.wire.Intake;
import io.sluice.gateway.call.wire.Loop;
import io.sluice.gateway.call.wire.RequestHead;
import io.sluice.gateway.journal.CallId;
import java.util.Locale;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests in to the admin plane. What a request is says the table alone, and the route it finds says what is needed
 * for it; whoever is not known learns nothing, not even which paths there are.
 */
public final class AdminIntake implements Intake {
    /** The largest body: 4 MiB. */
    static final int MOST = 4 << 20;

    private final AdminTable table;
    private final Askers askers;
    private final World world;

    /**
     * Everything it needs of the world around it.
     *
     * @param keyAt where the key is to be found, in words for who has not sent it
     * @param ids names requests
     * @param threads makes the (virtual) threads of handlers
     * @param bugs told of a defect in a handler, with the id of the request it hit
     */
    public record World(
            String keyAt, Supplier<CallId> ids, ThreadFactory threads, BiConsumer<CallId, Throwable> bugs) {}

    /** Serves these paths to those who are known. */
    public AdminIntake(AdminTable table, Askers askers, World world) {
        this.table = table;
        this.askers = askers;
        this.world = world;
    }

    @Override
    public InboundCall open(RequestHead head, CallerLink link, Loop loop) {
        CallId id = world.ids().get();
        Match match = table.match(head.method(), head.path());
        Asker who = match instanceof Match.Found(AdminRoute route, var _) && route.permission() == Permission.ANYONE
                ? Asker.ANYONE
                : askers.of(head.headers());
        if (who == null) {
            return refuse(link, id, unknown(), new Header("www-authenticate", "Bearer"));
        }
        return switch (match) {
            case Match.None(String nearest) -> refuse(link, id, nothing(head, nearest), null);
            case Match.WrongMethod(String allowed) ->
                refuse(
                        link,
                        id,
                        Failure.of(
                                405,
                                "method_not_allowed",
                                head.path() + " takes " + allowed + ", not " + head.method()),
                        new Header("allow", allowed));
            case Match.Found(AdminRoute route, var path) -> {
                Failure wrong = wrong(head, route, who);
                if (wrong != null) {
                    yield refuse(link, id, wrong, null);
                }
                AdminCall call =
                        new AdminCall(route, new AdminRequest(id, who, head, path, new byte[0]), link, loop, world);
                call.begin();
                yield call;
            }
        };
    }

    private Failure unknown() {
        return Failure.of(
                401,
                "invalid_admin_key",
                "Send the admin key as \"Authorization: Bearer ...\"; it is " + world.keyAt());
    }

    /** What is wrong with a request before its body is read; null where nothing is. */
    private static @Nullable Failure wrong(RequestHead head, AdminRoute route, Asker who) {
        if (!who.may().contains(route.permission())) {
            return Failure.of(
                    403,
                    "permission_denied",
                    "This takes the permission " + route.permission().word() + ", which " + who.name() + " has not");
        }
        if (!route.takesBody()) {
            return null;
        }
        if (head.length() > MOST) {
            return tooLarge();
        }
        String type = head.headers().first("content-type");
        if (type != null && head.length() != 0 && !json(type)) {
            return Failure.of(
                    415,
                    "unsupported_media_type",
                    "The body is said to be " + type + "; send JSON, as \"Content-Type: application/json\"");
        }
        return null;
    }

    private static boolean json(String type) {
        int end = type.indexOf(';');
        String name = (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        return name.equals("application/json") || (name.startsWith("application/") && name.endsWith("+json"));
    }

    static Failure tooLarge() {
        return Failure.of(
                413, "request_too_large", "The body of a request to the admin plane has at most " + MOST + " bytes");
    }

    private static Failure nothing(RequestHead head, @Nullable String nearest) {
        return Failure.of(
                404,
                "unknown_path",
                "There is nothing at " + head.method() + " " + head.path()
                        + (nearest == null ? "" : "; did you mean " + nearest + "?"));
    }

    private static InboundCall refuse(CallerLink link, CallId id, Failure failure, @Nullable Header more) {
        Reply reply = AdminAnswers.error(failure, id);
        return Answers.answer(link, more == null ? reply : AdminAnswers.with(reply, more));
    }
}
