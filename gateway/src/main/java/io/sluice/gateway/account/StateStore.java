package io.sluice.gateway.account;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where claims and kept answers outlive the process. Blocks, and is used by one platform thread at a time. */
public interface StateStore extends AutoCloseable {

    /** Opens a store; what it throws says what to do. */
    @FunctionalInterface
    interface Opening {
        /** Opens it, on the thread that will use it. */
        StateStore open() throws IOException;
    }

    /** Every claim of an id. */
    List<StateClaim> claims(String id) throws IOException;

    /** Writes all of these or nothing; what is there already stays as it is. */
    void write(List<StateClaim> claims, List<KeptAnswer> answers) throws IOException;

    /** The answer of that id, or null. */
    @Nullable
    KeptAnswer answer(String id) throws IOException;

    /** Forgets an answer. */
    void forget(String id) throws IOException;

    /** Forgets claims older than that, the oldest of more than so many, and answers older than the other instant. */
    void trim(Instant claims, int most, Instant answers) throws IOException;

    @Override
    void close() throws IOException;
}
