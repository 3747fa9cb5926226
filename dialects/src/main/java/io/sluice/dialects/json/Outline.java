package io.sluice.dialects.json;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the members of an object stand in the document.
 *
 * @param kind what the outlined value is; it has members only where this is {@link Kind#OBJECT}
 * @param start offset of its first byte (of an object: the brace) in the document
 * @param end offset after its last byte
 * @param members in the order written, repeated names included
 */
public record Outline(Kind kind, int start, int end, List<Member> members) {
    public Outline {
        members = List.copyOf(members);
    }

    /** The member of that name, the last one where the name is repeated (as most parsers read it). */
    public @Nullable Member member(String key) {
        for (int i = members.size() - 1; i >= 0; i--) {
            if (members.get(i).key().equals(key)) {
                return members.get(i);
            }
        }
        return null;
    }
}
