package io.sluice.gateway.journal;

import io.sluice.dialects.model.Usage;
import io.sluice.gateway.catalog.Target;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calls as payloads of records: openings of at most {@link #LARGEST_OPENED} bytes, rows of at most {@link #LARGEST_ENDED}.
 *
 * <p>So that a row always fits into the room reserved for it, texts are cut and attempts that find no room are counted.
 */
final class CallCodec {
    static final int LARGEST_OPENED = 1024;
    static final int LARGEST_ENDED = 6144;

    private static final int WORD = 64;
    private static final int NAME = 128;
    private static final int MODEL = 200;
    private static final int NOTE = 500;
    private static final int WHY = 160;
    private static final int ATTEMPT = 1;
    private static final int ATTEMPT_WITH_WHY = 2;
    // The marks of an attempt: bits of one octet.
    private static final int BILLED = 1;
    private static final int DRILL = 2;
    private static final int COST = 4;
    /** Number of attempts left out, the end mark before it, parent and cost, at their longest. */
    private static final int TAIL = 11 + 17 + 11;
    /** An attempt with every text at its longest. */
    private static final int LARGEST_ATTEMPT =
            1 + WORD + MODEL + WORD + WORD + WHY + 5 * Short.BYTES + 4 * 10 + 1 + 1 + 10 * 10;

    private CallCodec() {}

    /** Writes an opening at {@code start} and returns where it ends. */
    static int write(CallOpened opened, ByteBuffer out, int start) {
        RecordWriter writer = new RecordWriter(out, start);
        writer.fixed(opened.id().high());
        writer.fixed(opened.id().low());
        writer.fixed(opened.received());
        key(writer, opened.key());
        asked(writer, opened.asked());
        target(writer, opened.target());
        return writer.position();
    }

    static CallOpened readOpened(ByteBuffer in, int start) {
        RecordReader reader = new RecordReader(in, start);
        return new CallOpened(
                new CallId(reader.fixed(), reader.fixed()), reader.fixed(), key(reader), asked(reader), target(reader));
    }

    /** The id alone, which both kinds of payload begin with. */
    static CallId readId(ByteBuffer in, int start) {
        return new CallId(in.getLong(start), in.getLong(start + Long.BYTES));
    }

    /** Writes a row at {@code start} and returns where it ends. */
    static int write(CallRow row, ByteBuffer out, int start) {
        RecordWriter writer = new RecordWriter(out, start);
        writer.fixed(row.id().high());
        writer.fixed(row.id().low());
        writer.fixed(row.received());
        key(writer, row.key());
        asked(writer, row.asked());
        target(writer, row.served());
        ending(writer, row.ending());
        times(writer, row.times());
        writer.number(row.bytesIn());
        writer.number(row.bytesOut());
        usage(writer, row.usage());
        writer.text(row.note(), NOTE);
        attempts(writer, row, start + LARGEST_ENDED - TAIL - LARGEST_ATTEMPT);
        CallId parent = row.parent();
        writer.flag(parent != null);
        if (parent != null) {
            writer.fixed(parent.high());
            writer.fixed(parent.low());
        }
        Long cost = row.cost();
        writer.flag(cost != null);
        if (cost != null) {
            writer.number(cost);
        }
        return writer.position();
    }

    static CallRow readEnded(ByteBuffer in, int start) {
        return row(new RecordReader(in, start), true);
    }

    /** Reads a row of the first version, which knew neither parent nor cost. */
    static CallRow readAlone(ByteBuffer in, int start) {
        return row(new RecordReader(in, start), false);
    }

    private static CallRow row(RecordReader reader, boolean withParentAndCost) {
        CallId id = new CallId(reader.fixed(), reader.fixed());
        long received = reader.fixed();
        KeyRef key = key(reader);
        Asked asked = asked(reader);
        Target served = target(reader);
        Ending ending = new Ending((int) reader.number(), reader.text(), reader.text(), reader.text(), reader.flag());
        Times times = new Times(reader.number(), reader.number(), reader.number(), reader.number());
        long bytesIn = reader.number();
        long bytesOut = reader.number();
        Usage usage = usage(reader);
        String note = reader.text();
        List<AttemptRow> attempts = attempts(reader);
        int omitted = (int) reader.number();
        CallId parent = withParentAndCost && reader.flag() ? new CallId(reader.fixed(), reader.fixed()) : null;
        Long cost = withParentAndCost && reader.flag() ? Long.valueOf(reader.number()) : null;
        return new CallRow(
                id, received, key, asked, served, ending, times, bytesIn, bytesOut, usage, attempts, omitted, note,
                parent, cost);
    }

    private static void key(RecordWriter writer, @Nullable KeyRef key) {
        writer.flag(key != null);
        if (key != null) {
            writer.text(key.id(), WORD);
            writer.text(key.name(), NAME);
            writer.text(key.team(), NAME);
        }
    }

    private static @Nullable KeyRef key(RecordReader reader) {
        return reader.flag() ? new KeyRef(reader.word(), reader.word(), reader.text()) : null;
    }

    private static void asked(RecordWriter writer, Asked asked) {
        writer.text(asked.operation(), WORD);
        writer.text(asked.dialect(), WORD);
        writer.text(asked.model(), MODEL);
        writer.flag(asked.stream());
    }

    private static Asked asked(RecordReader reader) {
        return new Asked(reader.word(), reader.word(), reader.text(), reader.flag());
    }

    private static void target(RecordWriter writer, @Nullable Target target) {
        writer.flag(target != null);
        if (target != null) {
            writer.text(target.provider(), WORD);
            writer.text(target.model(), MODEL);
        }
    }

    private static @Nullable Target target(RecordReader reader) {
        return reader.flag() ? new Target(reader.word(), reader.word()) : null;
    }

    private static void ending(RecordWriter writer, Ending ending) {
        writer.number(ending.status());
        writer.text(ending.errorClass(), WORD);
        writer.text(ending.errorCode(), WORD);
        writer.text(ending.finishReason(), WORD);
        writer.flag(ending.callerGone());
    }

    private static void times(RecordWriter writer, Times times) {
        writer.number(times.sent());
        writer.number(times.firstByte());
        writer.number(times.firstToken());
        writer.number(times.done());
    }

    private static void usage(RecordWriter writer, @Nullable Usage usage) {
        writer.flag(usage != null);
        if (usage != null) {
            writer.number(usage.input());
            writer.number(usage.cacheRead());
            writer.number(usage.cacheWrite5m());
            writer.number(usage.cacheWrite1h());
            writer.number(usage.output());
            writer.number(usage.reasoning());
            writer.number(usage.audioIn());
            writer.number(usage.audioOut());
            writer.number(usage.imageIn());
            writer.number(usage.imageOut());
        }
    }

    private static @Nullable Usage usage(RecordReader reader) {
        if (!reader.flag()) {
            return null;
        }
        return new Usage(
                reader.number(),
                reader.number(),
                reader.number(),
                reader.number(),
                reader.number(),
                reader.number(),
                reader.number(),
                reader.number(),
                reader.number(),
                reader.number());
    }

    /** Each attempt after its mark, then a 0 and how many were left out from where {@code lastStart} was passed. */
    private static void attempts(RecordWriter writer, CallRow row, int lastStart) {
        int written = 0;
        for (AttemptRow attempt : row.attempts()) {
            if (writer.position() > lastStart) {
                break;
            }
            boolean more = attempt.why() != null || attempt.usage() != null;
            writer.octet(more ? ATTEMPT_WITH_WHY : ATTEMPT);
            writer.text(attempt.target().provider(), WORD);
            writer.text(attempt.target().model(), MODEL);
            writer.text(attempt.reason(), WORD);
            writer.number(attempt.status());
            writer.text(attempt.errorCode(), WORD);
            writer.number(attempt.sent());
            writer.number(attempt.ended());
            Long cost = attempt.cost();
            writer.octet(
                    (attempt.maybeBilled() ? BILLED : 0) | (attempt.drill() ? DRILL : 0) | (cost == null ? 0 : COST));
            if (cost != null) {
                writer.number(cost);
            }
            if (more) {
                writer.text(attempt.why(), WHY);
                usage(writer, attempt.usage());
            }
            written++;
        }
        writer.octet(0);
        writer.number(row.attemptsOmitted() + row.attempts().size() - (long) written);
    }

    private static List<AttemptRow> attempts(RecordReader reader) {
        List<AttemptRow> attempts = new ArrayList<>();
        for (int mark = reader.octet(); mark != 0; mark = reader.octet()) {
            attempts.add(attempt(reader, mark == ATTEMPT_WITH_WHY));
        }
        return attempts;
    }

    private static AttemptRow attempt(RecordReader reader, boolean withWhy) {
        Target target = new Target(reader.word(), reader.word());
        String reason = reader.word();
        int status = (int) reader.number();
        String error = reader.text();
        long sent = reader.number();
        long ended = reader.number();
        int marks = reader.octet();
        Long cost = (marks & COST) != 0 ? Long.valueOf(reader.number()) : null;
        String why = withWhy ? reader.text() : null;
        Usage usage = withWhy ? usage(reader) : null;
        boolean billed = (marks & BILLED) != 0;
        return new AttemptRow(
                target, reason, status, error, sent, ended, billed, why, usage, cost, (marks & DRILL) != 0);
    }
}
