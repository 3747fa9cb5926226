package io.sluice.gateway.call;

import io.sluice.dialects.Asking;
import io.sluice.dialects.Dialect;
import io.sluice.dialects.Operation;

/** What a path of the data plane stands for. The one object that decides what a request is; access hangs on it. */
public sealed interface Endpoint {

    /** The dialect its answers and errors are told in. */
    Dialect dialect();

    /** A request for a model, as far as its line says what is asked. */
    record Infer(Asking asking, Dialect dialect) implements Endpoint {

        /** What is asked for. */
        public Operation operation() {
            return asking.operation();
        }
    }

    /** The list of what the key may call. */
    record ListModels(Dialect dialect) implements Endpoint {}

    /** One entry of that list. */
    record ShowModel(Dialect dialect, String model) implements Endpoint {}

    /**
     * A stored response, or what went into it.
     *
     * @param what is wanted
     * @param id as it stands in the path: letters, digits, hyphens and underscores
     * @param query what of the caller's query goes to the provider, undecoded
     * @param stream whether the response is wanted as a stream
     */
    record StoredResponse(Wanted what, String id, String query, boolean stream, Dialect dialect) implements Endpoint {

        /** What can be wanted of a stored response. */
        public enum Wanted {
            /** The response itself. */
            GET("GET", "", "response.get"),
            /** That it is gone. */
            DELETE("DELETE", "", "response.delete"),
            /** That work on it ends. */
            CANCEL("POST", "/cancel", "response.cancel"),
            /** What was asked. */
            INPUT_ITEMS("GET", "/input_items", "response.input_items");

            private final String method;
            private final String suffix;
            private final String word;

            Wanted(String method, String suffix, String word) {
                this.method = method;
                this.suffix = suffix;
                this.word = word;
            }

            /** The method it is asked with. */
            public String method() {
                return method;
            }

            /** What follows the id in the path. */
            public String suffix() {
                return suffix;
            }

            /** Its name in records. */
            public String word() {
                return word;
            }
        }
    }
}
