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
}
