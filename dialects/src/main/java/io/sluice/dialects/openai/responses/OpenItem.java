package io.sluice.dialects.openai.responses;

import java.util.Map;
import java.util.TreeMap;

/** An item of an answer that is being read, and how much of it has come. */
final class OpenItem {
    final String type;
    final String id;
    /** What a message says besides. */
    final Map<String, String> rest;
    /** Its block; of a message its parts have them. */
    final int number;

    final Map<Integer, Part> parts = new TreeMap<>();
    boolean begun;
    boolean done;
    /** How much has come of its text or arguments. */
    int seen;
    /** The part of a thought that came last. */
    int thought = -1;

    OpenItem(String type, String id, Map<String, String> rest, int number) {
        this.type = type;
        this.id = id;
        this.rest = rest;
        this.number = number;
    }

    /** A part of a message and how much of it has come. */
    static final class Part {
        final int number;
        final boolean refusal;
        boolean ended;
        int logprobs;
        int seen;
        int citations;

        Part(int number, boolean refusal) {
            this.number = number;
            this.refusal = refusal;
        }
    }
}
