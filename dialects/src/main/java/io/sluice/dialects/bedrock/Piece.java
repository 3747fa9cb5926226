package io.sluice.dialects.bedrock;

import io.sluice.dialects.model.CacheMark;
import org.jspecify.annotations.Nullable;

/**
 * A content block as it goes out.
 *
 * @param sort its one member
 * @param json the block
 * @param mark of the cache point that comes after it; null for none
 */
record Piece(String sort, String json, @Nullable CacheMark mark) {
    Piece(String sort, String json) {
        this(sort, json, null);
    }

    /** A block of one member. */
    static Piece of(String sort, String value) {
        return new Piece(sort, "{\"" + sort + "\":" + value + "}");
    }

    static Piece text(String text) {
        return of("text", Texts.quoted(text));
    }

    Piece marked(@Nullable CacheMark with) {
        return with == null ? this : new Piece(sort, json, with);
    }

    /** Whether no cache point may stand right after it. */
    boolean isUnmarkable() {
        return sort.equals("document") || sort.equals("video");
    }
}
