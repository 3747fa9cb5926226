package io.sluice.gateway.admin;

import io.sluice.gateway.call.Reply;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Whether the process lives, and whether it should be sent calls. Answered on the loop, from memory. */
public final class Health {
    private final Supplier<@Nullable String> trouble;
    private final AtomicBoolean draining = new AtomicBoolean();

    /** Ready while the supplier names no trouble. */
    public Health(Supplier<@Nullable String> trouble) {
        this.trouble = trouble;
    }

    /** From now on no more calls should be sent here. */
    public void drain() {
        draining.set(true);
    }

    /** Alive: whatever answers is. */
    public Reply live() {
        return Reply.json("{\"status\":\"ok\"}");
    }

    /** Ready for calls, or 503 and why not. */
    public Reply ready() {
        String why = draining.get() ? "draining" : trouble.get();
        return why == null
                ? Reply.json("{\"status\":\"ready\"}")
                : Reply.json(
                        503,
                        new io.sluice.dialects.json.JsonWriter()
                                .beginObject()
                                .name("status")
                                .string("not ready")
                                .name("reason")
                                .string(why)
                                .endObject()
                                .toBytes());
    }
}
