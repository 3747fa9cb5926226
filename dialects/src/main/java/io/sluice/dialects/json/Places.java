package io.sluice.dialects.json;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the scanner is in the document, as far as anybody asked: names, outlines, captures.
 *
 * <p>{@code depth} is everywhere the number of containers open around the name or value in question.
 */
final class Places {
    private final int mostMembers;
    private final Set<String> outlined;
    private final Set<String> unrepeatable;
    private final Capturing capturing;
    private final Sought sought;
    private final int namedDepth;
    private final KeyBuffer name = new KeyBuffer();
    private final Sketch top = new Sketch();
    private final Sketch nested = new Sketch();
    private boolean inNested;
    private @Nullable Outline outline;
    private Kind rootKind = Kind.NULL;
    private int rootStart;

    Places(
            int mostMembers,
            Set<String> outlined,
            Set<String> unrepeatable,
            Capturing capturing,
            Sought sought,
            int namedDepth) {
        this.mostMembers = mostMembers;
        this.outlined = outlined;
        this.unrepeatable = unrepeatable;
        this.capturing = capturing;
        this.sought = sought;
        this.namedDepth = namedDepth;
    }

    void keyBegins() {
        name.clear();
    }

    void keyBytes(Bytes piece, int from, int to, int depth) {
        if (depth <= namedDepth || sought.wants()) {
            name.add(piece, from, to);
        }
    }

    /** The name is complete; why it is refused, if it is. */
    @Nullable
    String keyEnds(int depth) {
        if (sought.wants()) {
            sought.look(name);
        }
        if (depth > namedDepth || rootKind != Kind.OBJECT) {
            return null;
        }
        if (depth == 1) {
            return topName(name.text());
        }
        String key = name.text();
        capturing.named(top.key(), key, depth);
        return depth == 2 && inNested && nested.named(key) > mostMembers
                ? "'" + top.key() + "' has more than " + mostMembers + " members"
                : null;
    }

    private @Nullable String topName(String key) {
        if (unrepeatable.contains(key) && top.member(key) != null) {
            return "'" + key + "' is given twice";
        }
        capturing.named(key, key, 1);
        return top.named(key) > mostMembers ? "More than " + mostMembers + " members at the top level" : null;
    }

    void valueBegins(Kind kind, int base, int index, int depth, boolean element) {
        if (depth <= 3) {
            capturing.begins(index, depth);
        }
        if (depth > 2) {
            return;
        }
        int offset = base + index;
        switch (depth) {
            case 0 -> {
                rootKind = kind;
                rootStart = offset;
                top.begin(offset);
            }
            case 1 -> {
                top.valueBegins(kind, offset);
                inNested = kind == Kind.OBJECT && outlined.contains(top.key());
                nested.begin(offset);
            }
            default -> {
                if (element) {
                    top.element();
                } else if (inNested) {
                    nested.valueBegins(kind, offset);
                }
            }
        }
    }

    void valueEnds(Bytes piece, int base, int index, int depth) {
        if (depth <= 3) {
            capturing.ends(piece, index, depth);
        }
        if (depth > 2) {
            return;
        }
        int offset = base + index;
        switch (depth) {
            case 0 ->
                outline = rootKind == Kind.OBJECT
                        ? top.finish(offset)
                        : new Outline(rootKind, rootStart, offset, List.of());
            case 1 -> {
                if (inNested) {
                    top.outlined(nested.finish(offset));
                    inNested = false;
                }
                if (rootKind == Kind.OBJECT) {
                    top.valueEnds(offset);
                }
            }
            default -> {
                if (inNested) {
                    nested.valueEnds(offset);
                }
            }
        }
    }

    boolean sought() {
        return sought.seen();
    }

    void pieceOver(Bytes piece) {
        capturing.pieceOver(piece);
    }

    Outline outline() {
        if (outline == null) {
            throw new IllegalStateException("There is no outline before the document has ended without fault");
        }
        return outline;
    }

    @Nullable
    Member seen(String key) {
        return top.member(key);
    }
}
