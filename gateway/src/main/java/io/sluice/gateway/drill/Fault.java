package io.sluice.gateway.drill;

import java.time.Duration;

/** What goes wrong in a drill. */
public sealed interface Fault {

    /** As it is asked for: {@code 429}, {@code stall}. */
    String word();

    /** Nobody takes the connection. Nothing reaches the provider. */
    record Refuse() implements Fault {
        @Override
        public String word() {
            return "refuse";
        }
    }

    /** Too many requests, with the time after which to come again. Nothing reaches the provider. */
    record TooMany(Duration retryAfter) implements Fault {
        @Override
        public String word() {
            return "429";
        }
    }

    /** The provider fails with that status, 500 to 599. Nothing reaches it. */
    record Broken(int status) implements Fault {
        @Override
        public String word() {
            return Integer.toString(status);
        }
    }

    /** No answer at all, until the clock of the attempt runs out. Nothing reaches the provider. */
    record Timeout() implements Fault {
        @Override
        public String word() {
            return "timeout";
        }
    }

    /** The provider's real answer stops after so many events (in its midst where it is no stream) and stays silent. */
    record Stall(int after) implements Fault {
        @Override
        public String word() {
            return "stall";
        }
    }

    /** The provider's real answer breaks off after so many events, or in its midst where it is no stream. */
    record Cut(int after) implements Fault {
        @Override
        public String word() {
            return "cut";
        }
    }
}
