package io.sluice.dialects;

/**
 * An id that names something a provider keeps. Who may use it depends on who was given it; the provider cannot tell, as
 * all callers of a gateway are one account to it.
 *
 * @param sort what it names
 * @param id as it is written, never empty
 * @param path the field it stands in ({@code input[2].id}), for errors
 * @param carried whether what it names, or all that is wanted of it, comes with it, so that the id is a mere mention
 */
public record StateId(Sort sort, String id, String path, boolean carried) {

    /** One that cannot be done without. */
    public StateId(Sort sort, String id, String path) {
        this(sort, id, path, false);
    }

    /** What ids name. */
    public enum Sort {
        /** A stored answer with all that led to it. */
        RESPONSE("response"),
        /** A stored conversation. */
        CONVERSATION("conversation"),
        /** An item of a stored answer. */
        ITEM("item"),
        /** An uploaded or made file. */
        FILE("file"),
        /** A store of files to be searched. */
        FILE_STORE("vector store"),
        /** A machine in which code runs. */
        CONTAINER("container"),
        /** A prompt kept ready. */
        CACHE("cached content");

        private final String word;

        Sort(String word) {
            this.word = word;
        }

        /** What to call it before people. */
        public String word() {
            return word;
        }
    }
}
