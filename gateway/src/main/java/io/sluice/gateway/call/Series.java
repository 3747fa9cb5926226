package io.sluice.gateway.call;

import io.sluice.dialects.json.Bytes;
import io.sluice.gateway.call.wire.Header;
import io.sluice.gateway.call.wire.Headers;
import io.sluice.gateway.call.wire.Loop;
import io.sluice.gateway.call.wire.UpstreamCall;
import io.sluice.gateway.call.wire.UpstreamFault;
import io.sluice.gateway.call.wire.UpstreamListener;
import io.sluice.gateway.call.wire.UpstreamRequest;
import io.sluice.gateway.call.wire.Upstreams;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Several requests of one attempt, a few at a time, told as one: the whole answers as one JSON list, in the order of the
 * requests. The first that is an error is told as it is, and what else is under way is given up.
 */
final class Series implements UpstreamCall {
    private static final int AT_ONCE = 4;
    private static final int MOST = 64 << 20;

    private final Upstreams upstreams;
    private final Loop loop;
    private final Wanted wanted;
    private final UpstreamListener out;
    private final Consumer<Throwable> defect;
    private final List<Part> parts = new ArrayList<>();
    private int answered;
    private long held;
    private boolean sent;
    private boolean over;
    private boolean paused;

    /**
     * What is to be sent.
     *
     * @param bodies one for each request
     * @param requests makes the request of that place when its turn has come, so that it is signed then
     * @param summed the header whose numbers are to be added up; null where there is none
     */
    record Wanted(
            List<Bytes> bodies,
            IntFunction<@Nullable UpstreamRequest> requests,
            @Nullable String summed) {}

    Series(Upstreams upstreams, Loop loop, Wanted wanted, UpstreamListener out, Consumer<Throwable> defect) {
        this.upstreams = upstreams;
        this.loop = loop;
        this.wanted = wanted;
        this.out = out;
        this.defect = defect;
    }

    /** Sends the first ones. */
    void start() {
        while (!over && parts.size() < wanted.bodies().size() && parts.size() - answered < AT_ONCE) {
            Part part =
                    new Part(Objects.requireNonNull(wanted.requests().apply(parts.size()), "the first could be made"));
            parts.add(part);
            part.send();
        }
    }

    @Override
    public void pause(boolean stop) {
        paused = stop;
        parts.forEach(Part::pauseAsTold);
    }

    @Override
    public void cancel() {
        over = true;
        parts.forEach(Part::giveUp);
    }

    private void answered() {
        answered++;
        if (answered < wanted.bodies().size()) {
            start();
            return;
        }
        over = true;
        out.head(parts.getFirst().status, headers());
        String before = "[";
        for (Part part : parts) {
            out.body(Bytes.of(before));
            out.body(Bytes.of(part.body.toByteArray()));
            before = ",";
        }
        out.body(Bytes.of("]"));
        out.readComplete();
        out.end();
    }

    /** Those of the first answer, with the sum of all in the one that is to be added up. */
    private Headers headers() {
        Headers first = parts.getFirst().headers;
        String name = wanted.summed();
        if (name == null) {
            return first;
        }
        long sum = 0;
        for (Part part : parts) {
            String number = part.headers.first(name);
            if (number == null || !number.matches("[0-9]{1,12}")) {
                return first;
            }
            sum += Long.parseLong(number);
        }
        List<Header> lines = new ArrayList<>(first.startingWith(""));
        lines.removeIf(line -> line.name().equals(name));
        lines.add(new Header(name, Long.toString(sum)));
        return Headers.of(lines);
    }

    private void failed(UpstreamFault fault) {
        cancel();
        out.failed(fault);
    }

    /** One of the requests. */
    private final class Part implements UpstreamListener {
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private UpstreamRequest request;
        private @Nullable UpstreamCall under;
        private Headers headers = Headers.NONE;
        private int status;
        // What this one tells is what all tell.
        private boolean telling;

        private Part(UpstreamRequest request) {
            this.request = request;
        }

        private void send() {
            under = upstreams.send(request, loop, new Guarded(this, defect));
            pauseAsTold();
        }

        private void pauseAsTold() {
            if (under != null) {
                under.pause(paused);
            }
        }

        private void giveUp() {
            UpstreamCall running = under;
            under = null;
            if (running != null) {
                running.cancel();
            }
        }

        @Override
        public void sent(boolean reusedConnection) {
            if (!sent) {
                sent = true;
                out.sent(reusedConnection);
            }
        }

        @Override
        public void head(int answered, Headers told) {
            status = answered;
            headers = told;
            if (answered >= 300) {
                telling = true;
                over = true;
                parts.stream().filter(part -> part != this).forEach(Part::giveUp);
                out.head(answered, told);
            }
        }

        @Override
        public void body(Bytes piece) {
            if (telling) {
                out.body(piece);
                return;
            }
            held += piece.length();
            if (held > MOST) {
                Series.this.failed(new UpstreamFault(
                        UpstreamFault.Kind.TOO_LARGE, "answers of more than " + MOST + " bytes together"));
            } else {
                body.writeBytes(piece.toArray());
            }
        }

        @Override
        public void readComplete() {
            if (telling) {
                out.readComplete();
            }
        }

        @Override
        public void end() {
            under = null;
            if (telling) {
                out.end();
            } else if (!over) {
                answered();
            }
        }

        @Override
        public void failed(UpstreamFault fault) {
            under = null;
            if (telling) {
                out.failed(fault);
            } else if (fault.kind() == UpstreamFault.Kind.STALE && !request.fresh()) {
                request = new UpstreamRequest(
                        request.origin(),
                        request.method(),
                        request.target(),
                        request.headers(),
                        request.body(),
                        request.stream(),
                        request.clocks(),
                        true);
                send();
            } else if (!over) {
                Series.this.failed(
                        fault.kind() == UpstreamFault.Kind.STALE
                                ? new UpstreamFault(UpstreamFault.Kind.CUT, fault.detail())
                                : fault);
            }
        }
    }
}
