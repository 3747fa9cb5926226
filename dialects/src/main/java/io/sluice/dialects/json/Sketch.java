package io.sluice.dialects.json;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An object's outline while its document is still being read. */
final class Sketch {
    private final List<Member> members = new ArrayList<>();
    private int start;
    private String key = "";
    private Kind kind = Kind.NULL;
    private int valueStart;
    private int elements;
    private @Nullable Outline inner;

    /** Begins anew with the object whose brace stands at {@code offset}. */
    void begin(int offset) {
        members.clear();
        start = offset;
    }

    /** Takes a member's name; how many members there are with it. */
    int named(String name) {
        key = name;
        return members.size() + 1;
    }

    String key() {
        return key;
    }

    /** The last complete member of that name. */
    @Nullable
    Member member(String name) {
        for (int i = members.size() - 1; i >= 0; i--) {
            if (members.get(i).key().equals(name)) {
                return members.get(i);
            }
        }
        return null;
    }

    void valueBegins(Kind sort, int offset) {
        kind = sort;
        valueStart = offset;
        elements = 0;
        inner = null;
    }

    void element() {
        elements++;
    }

    void outlined(Outline outline) {
        inner = outline;
    }

    void valueEnds(int offset) {
        members.add(new Member(key, kind, valueStart, offset, elements, inner));
    }

    Outline finish(int offset) {
        return new Outline(Kind.OBJECT, start, offset, members);
    }
}
