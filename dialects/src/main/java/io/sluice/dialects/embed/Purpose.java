package io.sluice.dialects.embed;

/** What a vector is for; some models make other vectors of the same text for each. */
public enum Purpose {
    /** A question by which documents are looked for. */
    QUERY,
    /** A document that is to be found. */
    DOCUMENT,
    /** To be compared with others. */
    SIMILARITY,
    /** To be told which class it belongs to. */
    CLASSIFICATION,
    /** To be gathered with its like. */
    CLUSTERING,
    /** A question that documents are to answer. */
    QUESTION,
    /** A statement that documents are to prove or refute. */
    FACTS,
    /** A question by which code is looked for. */
    CODE_QUERY
}
