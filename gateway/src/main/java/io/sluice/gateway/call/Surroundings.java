package io.sluice.gateway.call;

import io.sluice.dialects.json.Bytes;
import io.sluice.gateway.call.wire.HeldBody;
import io.sluice.gateway.journal.CallId;
import java.time.InstantSource;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Everything a call needs of the world around it.
 *
 * @param wall the time of day, for records
 * @param ticker nanoseconds that only grow, for durations
 * @param chance for call ids; used from every loop at once
 * @param waiting makes the (virtual) threads on which work that may block is done
 * @param keep keeps bytes beyond the callback they came in, without a copy where that is possible
 * @param retries how many there may be
 * @param bugs told of a defect in a stage, with the id of the call it hit
 */
public record Surroundings(
        InstantSource wall,
        LongSupplier ticker,
        RandomGenerator chance,
        ThreadFactory waiting,
        Function<Bytes, HeldBody> keep,
        RetryBudgets retries,
        BiConsumer<CallId, Throwable> bugs) {

    /** The id of a call that begins now. */
    public CallId newId() {
        return CallId.at(wall.millis(), chance);
    }
}
