package io.sluice.gateway.app;

import io.sluice.dialects.model.Usage;
import io.sluice.gateway.journal.CallRow;
import io.sluice.gateway.journal.Ending;
import io.sluice.gateway.journal.Times;
import io.sluice.gateway.money.Money;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code sluice calls}: the record, newest first, as a table for people or a JSON object a line for programs. */
final class CallsCommand {
    private static final int USUAL = 20;
    private static final double MICROS_A_MILLI = 1_000;
    private static final String NOTHING = "-";

    private final RecordedCalls record;
    private final Terminal terminal;

    CallsCommand(RecordedCalls record, Terminal terminal) {
        this.record = record;
        this.terminal = terminal;
    }

    int run(Arguments arguments) {
        List<CallRow> calls = read(most(arguments.value("last")));
        if (arguments.has("json")) {
            calls.forEach(call -> terminal.out(CallJson.of(call)));
        } else if (calls.isEmpty()) {
            terminal.err("No call is recorded yet.");
        } else {
            table(calls);
        }
        return Exit.OK;
    }

    private List<CallRow> read(int most) {
        try {
            return record.last(most);
        } catch (IOException failed) {
            throw CommandFailed.because("the record of calls cannot be read: " + failed.getMessage());
        }
    }

    private static int most(@Nullable String last) {
        if (last == null) {
            return USUAL;
        }
        if (!last.matches("[1-9][0-9]{0,7}")) {
            throw CommandFailed.usage("--last is \"" + last + "\"; it wants a number of calls from 1 on");
        }
        return Integer.parseInt(last);
    }

    private void table(List<CallRow> calls) {
        var table = new Table(
                "RECEIVED", "KEY", "MODEL", "SERVED BY", "STATUS", "IN", "OUT", "USD", "FIRST MS", "TOOK MS", "ID");
        for (CallRow call : calls) {
            Usage usage = call.usage();
            table.row(
                    received(call).truncatedTo(ChronoUnit.SECONDS).toString(),
                    call.key() == null ? NOTHING : call.key().name(),
                    call.asked().model() == null ? NOTHING : call.asked().model(),
                    call.served() == null ? NOTHING : call.served().toString(),
                    status(call.ending()),
                    usage == null ? NOTHING : Long.toString(input(usage)),
                    usage == null ? NOTHING : Long.toString(output(usage)),
                    call.cost() == null ? NOTHING : Money.ofPico(call.cost()).toString(),
                    millis(
                            call.times().firstToken() == Times.NEVER
                                    ? call.times().firstByte()
                                    : call.times().firstToken()),
                    millis(call.times().done()),
                    call.id().toString());
        }
        table.print(terminal);
    }

    /** When the call came: its row counts microseconds since 1970. */
    static Instant received(CallRow call) {
        return Instant.EPOCH.plus(call.received(), ChronoUnit.MICROS);
    }

    private static String status(Ending ending) {
        var text = new StringBuilder(ending.status() == 0 ? NOTHING : Integer.toString(ending.status()));
        if (ending.errorCode() != null) {
            text.append(' ').append(ending.errorCode());
        } else if (ending.errorClass() != null) {
            text.append(' ').append(ending.errorClass());
        }
        return ending.callerGone() ? text.append(" (caller gone)").toString() : text.toString();
    }

    private static long input(Usage usage) {
        return usage.input()
                + usage.cacheRead()
                + usage.cacheWrite5m()
                + usage.cacheWrite1h()
                + usage.audioIn()
                + usage.imageIn();
    }

    private static long output(Usage usage) {
        return usage.output() + usage.reasoning() + usage.audioOut() + usage.imageOut();
    }

    private static String millis(long micros) {
        return micros == Times.NEVER ? NOTHING : String.format(Locale.ROOT, "%.1f", micros / MICROS_A_MILLI);
    }
}
