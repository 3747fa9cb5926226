package io.sluice.gateway.admin;

import io.sluice.dialects.json.Bytes;
import io.sluice.gateway.call.Answers;
import io.sluice.gateway.call.Failure;
import io.sluice.gateway.call.Reply;
import io.sluice.gateway.call.wire.CallerLink;
import io.sluice.gateway.call.wire.HeldBody;
import io.sluice.gateway.call.wire.InboundCall;
import io.sluice.gateway.call.wire.Loop;
import org.jspecify.annotations.Nullable;

/** One request that was let in: its body read whole, its handler run on a thread of its own, its answer written. */
final class AdminCall implements InboundCall {
    private final AdminRoute route;
    private final AdminRequest head;
    private final CallerLink link;
    private final Loop loop;
    private final AdminIntake.World world;
    private long read;
    private boolean over;
    private @Nullable Thread running;

    AdminCall(AdminRoute route, AdminRequest head, CallerLink link, Loop loop, AdminIntake.World world) {
        this.route = route;
        this.head = head;
        this.link = link;
        this.loop = loop;
        this.world = world;
    }

    /** Reads the body, or begins at once where there is none to read. */
    void begin() {
        if (route.takesBody()) {
            link.readBody();
        } else {
            run(head);
        }
    }

    @Override
    public void body(Bytes piece) {
        read += piece.length();
        if (read > AdminIntake.MOST) {
            refuse(AdminIntake.tooLarge());
        }
    }

    @Override
    public void bodyEnd(HeldBody whole) {
        try {
            if (!over) {
                run(new AdminRequest(
                        head.id(),
                        head.who(),
                        head.head(),
                        head.path(),
                        whole.bytes().toArray()));
            }
        } finally {
            whole.release();
        }
    }

    @Override
    public void bodyFailed(Failure failure) {
        refuse(failure);
    }

    @Override
    public void writable(boolean now) {}

    @Override
    public void delivered() {}

    @Override
    public void callerGone() {
        over = true;
        Thread thread = running;
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void refuse(Failure failure) {
        write(AdminAnswers.error(failure, head.id()));
    }

    private void run(AdminRequest request) {
        Thread thread = world.threads().newThread(() -> {
            Reply reply = answer(request);
            loop.execute(() -> {
                running = null;
                write(reply);
            });
        });
        running = thread;
        thread.start();
    }

    // Whatever a handler throws, whoever asks must be answered.
    @SuppressWarnings("CatchingUnchecked")
    private Reply answer(AdminRequest request) {
        try {
            return AdminAnswers.named(route.handler().answer(request), request.id());
        } catch (Refused refused) {
            return AdminAnswers.error(refused.failure(), request.id());
        } catch (Exception | Error bug) {
            world.bugs().accept(request.id(), bug);
            return AdminAnswers.error(
                    Failure.of(
                            500,
                            "internal_error",
                            "Sluice failed on this request; its log has the cause under " + request.id()),
                    request.id());
        }
    }

    private void write(Reply reply) {
        if (!over) {
            over = true;
            Answers.write(link, reply);
        }
    }
}
