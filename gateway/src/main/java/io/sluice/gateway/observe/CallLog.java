package io.sluice.gateway.observe;

import io.sluice.dialects.json.JsonWriter;
import io.sluice.gateway.journal.CallRow;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;

/** One JSON line per call, written by a thread of its own: a log that cannot keep up loses lines and counts them, never calls. */
public final class CallLog implements Observe.RowWatcher, AutoCloseable {
    private static final int WAITING = 8_192;

    private final BlockingQueue<CallRow> rows = new ArrayBlockingQueue<>(WAITING);
    private final AtomicLong dropped = new AtomicLong();
    private final PrintStream out;
    private final Thread writer;

    /** A log on this stream, with a writer of this factory. */
    public CallLog(OutputStream stream, ThreadFactory threads) {
        this.out = new PrintStream(stream, true, StandardCharsets.UTF_8);
        this.writer = threads.newThread(this::write);
        writer.start();
    }

    @Override
    public void ended(CallRow row) {
        if (!rows.offer(row)) {
            dropped.incrementAndGet();
        }
    }

    /** Lines that were not written as the log could not keep up. */
    public long dropped() {
        return dropped.get();
    }

    private void write() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                out.println(line(rows.take()));
            }
        } catch (InterruptedException _) {
            CallRow row;
            while ((row = rows.poll()) != null) {
                out.println(line(row));
            }
        }
    }

    private static String line(CallRow row) {
        JsonWriter json = new JsonWriter();
        json.beginObject().name("id").string(row.id().toString());
        json.name("received_us").number(row.received());
        json.name("operation").string(row.asked().operation());
        text(json, "model", row.asked().model());
        text(json, "served_by", row.served() == null ? null : row.served().toString());
        text(json, "key", row.key() == null ? null : row.key().id());
        json.name("stream").bool(row.asked().stream());
        json.name("status").number(row.ending().status());
        text(json, "error", row.ending().errorCode());
        text(json, "finish", row.ending().finishReason());
        json.name("caller_gone").bool(row.ending().callerGone());
        json.name("attempts").number(row.attempts().size() + row.attemptsOmitted());
        json.name("first_byte_us").number(row.times().firstByte());
        json.name("done_us").number(row.times().done());
        json.name("bytes_in").number(row.bytesIn()).name("bytes_out").number(row.bytesOut());
        return json.endObject().toString();
    }

    private static void text(JsonWriter json, String name, @org.jspecify.annotations.Nullable String value) {
        json.name(name);
        if (value == null) {
            json.nothing();
        } else {
            json.string(value);
        }
    }

    @Override
    public void close() throws InterruptedException {
        writer.interrupt();
        writer.join(2_000);
    }
}
