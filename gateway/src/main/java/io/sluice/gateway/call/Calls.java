package io.sluice.gateway.call;

import io.sluice.dialects.Dialect;
import io.sluice.gateway.call.wire.CallerLink;
import io.sluice.gateway.call.wire.Header;
import io.sluice.gateway.call.wire.InboundCall;
import io.sluice.gateway.call.wire.Intake;
import io.sluice.gateway.call.wire.Loop;
import io.sluice.gateway.call.wire.RequestHead;
import io.sluice.gateway.journal.CallId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Opens a call for each request of the data plane, with the pipeline of that moment. */
public final class Calls implements Intake {
    private final Supplier<Pipeline> pipeline;

    /** Calls that keep the pipeline the supplier gives when they come in. */
    public Calls(Supplier<Pipeline> pipeline) {
        this.pipeline = pipeline;
    }

    @Override
    public InboundCall open(RequestHead head, CallerLink link, Loop loop) {
        Pipeline now = pipeline.get();
        return switch (now.endpoints().match(head.method(), head.path(), head.query())) {
            case Endpoints.Match.Found(Endpoint endpoint) -> open(now, head, endpoint, link, loop);
            case Endpoints.Match.WrongMethod(String allowed) ->
                refuse(
                        now,
                        now.endpoints().fallback(head.path()),
                        link,
                        Failure.of(
                                405,
                                "method_not_allowed",
                                head.path() + " takes " + allowed + ", not " + head.method()),
                        List.of(new Header("allow", allowed)));
            case Endpoints.Match.None(String hint) ->
                refuse(
                        now,
                        now.endpoints().fallback(head.path()),
                        link,
                        Failure.of(
                                404,
                                "unknown_path",
                                "There is nothing at " + head.method() + " " + head.path() + ": " + hint),
                        List.of());
        };
    }

    private static InboundCall open(
            Pipeline pipeline, RequestHead head, Endpoint endpoint, CallerLink link, Loop loop) {
        CallFlow flow = flow(pipeline, head, endpoint, link, loop);
        flow.advance();
        return flow;
    }

    private static CallFlow flow(Pipeline pipeline, RequestHead head, Endpoint endpoint, CallerLink link, Loop loop) {
        Surroundings world = pipeline.surroundings();
        Instant now = world.wall().instant();
        long micros = Math.addExact(Math.multiplyExact(now.getEpochSecond(), 1_000_000L), now.getNano() / 1_000);
        CallId id = CallId.at(micros / 1_000, world.chance());
        return new CallFlow(
                pipeline,
                new Call(id, head, endpoint, loop, micros, world.ticker().getAsLong()),
                link);
    }

    /**
     * Makes a call that asks the same as another, on the same loop. It asks its link for the body like any other.
     *
     * @param plan where it goes
     * @param opened told of the call and where its link tells what it has, before anything else happens
     */
    public static void copy(
            Pipeline pipeline, Call of, Plan plan, CallerLink link, BiConsumer<Call, InboundCall> opened) {
        CallFlow flow = flow(pipeline, of.head(), of.endpoint(), link, of.loop());
        flow.call().copyOf(of, plan);
        opened.accept(flow.call(), flow);
        flow.advance();
    }

    private static InboundCall refuse(
            Pipeline pipeline, Dialect dialect, CallerLink link, Failure failure, List<Header> more) {
        Reply plain = Answers.refusal(failure, dialect, pipeline.surroundings().newId());
        List<Header> headers = new ArrayList<>(plain.headers());
        headers.addAll(more);
        return Answers.answer(link, new Reply(plain.status(), headers, plain.body()));
    }
}
