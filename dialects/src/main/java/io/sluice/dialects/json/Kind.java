package io.sluice.dialects.json;

/** What sort of value stands at a place of a JSON document. */
public enum Kind {
    OBJECT,
    ARRAY,
    STRING,
    NUMBER,
    TRUE,
    FALSE,
    NULL
}
