package io.sluice.gateway.faults;

import io.sluice.gateway.app.SluiceUnderTest;
import io.sluice.gateway.journal.CallRow;
import io.sluice.gateway.translation.Speaker;
import io.sluice.simulator.ReceivedRequest;
import io.sluice.simulator.Script;
import io.sluice.simulator.Simulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * One gateway and many calls at once, each of a model of its own whose targets are asked in order and do what the case
 * says, so that what befalls one case is nothing to another.
 */
final class Matrix implements AutoCloseable {
    private static final List<Speaker> CALLERS =
            List.of(Speaker.OPENAI_CHAT, Speaker.OPENAI_RESPONSES, Speaker.ANTHROPIC, Speaker.GEMINI);
    private static final int AT_ONCE = 16;
    private static final String QUICK = ", timeouts: { first-event: 500ms, answer: 500ms, stall: 500ms }";

    private final List<Case> cases = new ArrayList<>();
    private final Map<String, Script> scripts = new HashMap<>();
    private final Map<String, CallRow> rows = new HashMap<>();
    // A kept connection that is closed is no fault of its own kind: what closes connections has a provider to itself.
    private final Simulator steady = Simulator.start().answer(Script.asked(this::script));
    private final Simulator brittle = Simulator.start().answer(Script.asked(this::script));

    /**
     * One call.
     *
     * @param trouble of all targets but the last, and of that one too where none is to answer; null where {@code broken} is
     * @param broken how the first target's stream breaks
     * @param targets how many there are
     * @param then what follows
     */
    record Case(
            int number,
            @Nullable Trouble trouble,
            @Nullable Break broken,
            Speaker caller,
            boolean stream,
            int targets,
            Then then) {
        String id(int target) {
            return "c" + number + "-" + target;
        }

        /** Every dialect as a caller meets every other as a provider, its own among them. */
        Speaker provider(int target) {
            return CALLERS.get((CALLERS.indexOf(caller) + (targets == 2 ? 0 : 3) + target) % CALLERS.size());
        }

        @Override
        public String toString() {
            return (trouble == null ? broken : trouble) + " for " + caller + (stream ? ", streamed, " : ", whole, ")
                    + targets + " targets, " + then;
        }
    }

    /** What follows the first target's failure. */
    enum Then {
        /** The last target would answer. */
        ANOTHER_ANSWERS,
        /** The last target fails too. */
        NONE_ANSWERS,
        /** The last target would answer, and the route lets it go on with what broke. */
        ANOTHER_GOES_ON
    }

    /** What came of a case. */
    record Came(Case of, RawCaller.Answer answer, CallRow row) {}

    private Matrix() {
        for (Speaker caller : CALLERS) {
            for (boolean stream : new boolean[] {false, true}) {
                for (Trouble trouble : Trouble.values()) {
                    if (trouble.befalls(stream)) {
                        add(trouble, null, caller, stream, 2, Then.ANOTHER_ANSWERS);
                        add(trouble, null, caller, stream, 3, Then.ANOTHER_ANSWERS);
                        add(trouble, null, caller, stream, 2, Then.NONE_ANSWERS);
                    }
                }
            }
            for (Break broken : Break.values()) {
                add(null, broken, caller, true, 2, Then.ANOTHER_ANSWERS);
                add(null, broken, caller, true, 3, Then.ANOTHER_ANSWERS);
                add(null, broken, caller, true, 2, Then.ANOTHER_GOES_ON);
            }
        }
    }

    private void add(
            @Nullable Trouble trouble, @Nullable Break broken, Speaker caller, boolean stream, int targets, Then then) {
        Case one = new Case(cases.size(), trouble, broken, caller, stream, targets, then);
        cases.add(one);
        for (int target = 0; target < targets; target++) {
            scripts.put(one.id(target), script(one, target));
        }
    }

    private static Script script(Case one, int target) {
        Speaker provider = one.provider(target);
        boolean fails = target < one.targets() - 1 || one.then() == Then.NONE_ANSWERS;
        if (one.broken() != null && target == 0) {
            return one.broken().script(provider);
        }
        if (one.trouble() != null && fails) {
            return one.trouble().script(provider, one.stream());
        }
        return one.stream() ? provider.streamed(text -> text) : provider.answered(text -> text);
    }

    private Script script(ReceivedRequest request) {
        return scripts.getOrDefault(request.path().split("/")[1], Script.status(599));
    }

    /** Runs all of it. */
    static List<Came> run() throws Exception {
        try (Matrix matrix = new Matrix();
                SluiceUnderTest sluice = SluiceUnderTest.of(matrix.configuration())) {
            return matrix.called(sluice);
        }
    }

    private List<Came> called(SluiceUnderTest sluice) throws IOException, InterruptedException, ExecutionException {
        List<Future<RawCaller.Answer>> answers = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE)) {
            cases.forEach(one -> answers.add(callers.submit(() -> call(sluice, one))));
        }
        List<Came> came = new ArrayList<>();
        Lane.await(() -> recorded(sluice), "not every call was recorded");
        for (Case one : cases) {
            RawCaller.Answer answer = answers.get(one.number()).get();
            CallRow row = rows.get(answer.header("x-sluice-call-id"));
            if (row == null) {
                throw new AssertionError("no row of " + one + ": " + answer);
            }
            came.add(new Came(one, answer, row));
        }
        return came;
    }

    private boolean recorded(SluiceUnderTest sluice) {
        try {
            sluice.calls().forEach(row -> rows.put(row.id().toString(), row));
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
        return rows.size() >= cases.size();
    }

    private static RawCaller.Answer call(SluiceUnderTest sluice, Case one) throws IOException {
        String model = "c" + one.number();
        String path = one.stream() ? one.caller().streamPath : one.caller().path;
        try (RawCaller caller = new RawCaller(sluice.port())) {
            return caller.post(
                            path.replace("sim%2Fm", model).replace("sim/m", model),
                            sluice.key(),
                            one.caller().request(one.stream()).replace("sim/m", model))
                    .answer();
        }
    }

    private String configuration() throws IOException {
        StringBuilder providers = new StringBuilder("providers:\n");
        StringBuilder models = new StringBuilder("models:\n");
        int closed = closedPort();
        for (Case one : cases) {
            List<String> targets = new ArrayList<>();
            for (int target = 0; target < one.targets(); target++) {
                boolean last = target == one.targets() - 1 && one.then() != Then.NONE_ANSWERS;
                String url = last ? steady.url() : url(one, closed);
                providers.append("  %s: { dialect: %s, url: \"%s/%s%s\", key: sk-provider%s }%n"
                        .formatted(
                                one.id(target),
                                one.provider(target).id,
                                url,
                                one.id(target),
                                one.provider(target).base,
                                quick(one) && !last ? QUICK : ""));
                targets.add(one.id(target) + "/m");
            }
            models.append("  c%d: { first: [%s]%s }%n"
                    .formatted(
                            one.number(),
                            String.join(", ", targets),
                            one.then() == Then.ANOTHER_GOES_ON ? ", continue: true" : ""));
        }
        return providers.append(models).toString();
    }

    private static boolean quick(Case one) {
        return one.trouble() == Trouble.F5_NO_FIRST_BYTE || one.broken() == Break.F6_STANDS_STILL;
    }

    private String url(Case one, int closed) {
        if (one.trouble() == null) {
            return steady.url();
        }
        return switch (one.trouble()) {
            case F1_NOBODY_LISTENS -> "http://127.0.0.1:" + closed;
            case F2_NO_TLS -> brittle.url().replace("http:", "https:");
            case F3_NO_NAME -> "http://no-such-host.invalid:9";
            default -> one.trouble().endsConnections() ? brittle.url() : steady.url();
        };
    }

    private static int closedPort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    @Override
    public void close() {
        steady.close();
        brittle.close();
    }
}
