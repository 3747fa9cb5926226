package io.sluice.dialects;

/** The form an answer comes in. */
public enum AnswerForm {
    /** One JSON document. */
    WHOLE,
    /** A stream of events. */
    STREAM
}
