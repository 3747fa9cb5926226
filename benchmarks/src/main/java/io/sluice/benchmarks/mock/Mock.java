package io.sluice.benchmarks.mock;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.sluice.benchmarks.Facts;
import io.sluice.benchmarks.Kind;
import io.sluice.simulator.Keep;
import io.sluice.simulator.Script;
import io.sluice.simulator.Simulator;
import io.sluice.simulator.SimulatorOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * The upstream's process: a port for each kind of answer, told on one line of its output; then, a line each, when the
 * callers of the kind {@code gone} left. Ends with its input.
 */
public final class Mock {
    private static final long EVENT_MICROS = 100_000;
    private static final long HELD_MICROS = 1_000_000;

    private Mock() {}

    /** Runs until the input ends. */
    public static void main(String[] args) throws IOException {
        Map<String, String> ports = new LinkedHashMap<>();
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        Simulator gone = Simulator.start(SimulatorOptions.defaults().keep(Keep.HEADS))
                .answer(Script.endless(Answers.chunk(Kind.GONE.model(), "water "), Duration.ofMillis(10)));
        for (Kind kind : Kind.values()) {
            int port = switch (kind) {
                case SMALL, ROUTED -> always(Answers.chat(kind.model(), 1_024));
                case LARGE -> always(Answers.chat(kind.model(), 10 * 1_024));
                case MESSAGE -> always(Messages.whole(kind.model(), 1_024));
                case BURST -> always(Answers.burst(kind.model(), Kind.BURST_EVENTS));
                case SHORT -> always(Answers.burst(kind.model(), Kind.SHORT_EVENTS));
                case DELTAS -> always(Messages.stream(kind.model(), Kind.SHORT_EVENTS - 3));
                case PACED -> Metronome.start(group, kind.model(), EVENT_MICROS, new Random(1));
                case HELD -> Metronome.start(group, kind.model(), HELD_MICROS, new Random(2));
                case GONE -> gone.port();
                case SOAK -> Faulty.start(kind.model());
            };
            ports.put(kind.name().toLowerCase(Locale.ROOT), Integer.toString(port));
        }
        System.out.println(new Facts(ports));
        System.out.flush();
        Thread.ofPlatform().daemon().start(() -> tellWhoLeft(gone));
        while (System.in.read() >= 0) {
            // Nothing is asked of it: the end is what it waits for.
        }
        System.exit(0);
    }

    private static int always(Script script) {
        return Simulator.start(SimulatorOptions.defaults().keep(Keep.NOTHING))
                .answer(script)
                .port();
    }

    private static void tellWhoLeft(Simulator gone) {
        for (long request = 1; ; request++) {
            System.out.println("left=" + gone.callerLeft(request).join());
            System.out.flush();
        }
    }
}
