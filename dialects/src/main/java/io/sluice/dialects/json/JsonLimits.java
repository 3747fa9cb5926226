package io.sluice.dialects.json;

/**
 * How large the parts of a document may be.
 *
 * @param depth containers within each other
 * @param members members of all objects of the document together
 * @param elements elements of all arrays of the document together
 * @param numberLength characters of one number
 * @param outlined members of one outlined object (the document's own, or one asked for)
 */
public record JsonLimits(int depth, int members, int elements, int numberLength, int outlined) {
    /** What a caller may send: 4 million elements let the longest arrays of token ids for embeddings pass. */
    public static final JsonLimits REQUEST = new JsonLimits(128, 100_000, 4_000_000, 64, 1_000);

    /** What a provider may answer: embeddings are millions of long numbers, log probabilities hundreds of thousands of members. */
    public static final JsonLimits ANSWER = new JsonLimits(512, 20_000_000, 200_000_000, 1_024, 10_000);
}
