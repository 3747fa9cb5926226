package io.sluice.dialects.gemini;

import io.sluice.dialects.model.ErrorFacts;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The first thing that is wrong with a request; what comes after it is of no interest. */
final class Complaint {
    private @Nullable ErrorFacts error;

    @Nullable
    ErrorFacts error() {
        return error;
    }

    /** The field is not what it must be. */
    void refuse(String field, String expected, Value seen) {
        refuse(field, "'" + field + "' must be " + expected + ", not " + seen.seen() + ".");
    }

    void refuse(String field, String message) {
        if (error == null) {
            error = new ErrorFacts(400, "invalid_argument", message, "INVALID_ARGUMENT", field);
        }
    }

    /** A number taken out of {@code fields}; null where there is none. */
    @Nullable
    BigDecimal decimal(Fields fields, String within, String name) {
        Value value = fields.take(name);
        if (value == null) {
            return null;
        }
        BigDecimal number = Numbers.decimal(value);
        if (number == null) {
            refuse(within + "." + name, "a number", value);
        }
        return number;
    }

    /** A whole number taken out of {@code fields}; null where there is none. */
    @Nullable
    Long whole(Fields fields, String within, String name) {
        Value value = fields.take(name);
        if (value == null) {
            return null;
        }
        Long number = Numbers.whole(value);
        if (number == null) {
            refuse(within + "." + name, "a whole number", value);
        }
        return number;
    }
}
