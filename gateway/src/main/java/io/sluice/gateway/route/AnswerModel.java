package io.sluice.gateway.route;

/** The model name of an answer. */
public enum AnswerModel {
    /** The one that was asked for. */
    ASKED,
    /** The one that answered. */
    SERVED
}
