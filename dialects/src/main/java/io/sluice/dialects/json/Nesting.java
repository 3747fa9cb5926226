package io.sluice.dialects.json;

/** Which containers are open: one bit each, so that depth costs no memory and no recursion. */
final class Nesting {
    private final long[] objects;
    private final int deepest;
    private int depth;

    Nesting(int deepest) {
        this.deepest = deepest;
        objects = new long[(deepest >>> 6) + 1];
    }

    int depth() {
        return depth;
    }

    /** Opens a container; false where that is too deep. */
    boolean open(boolean object) {
        if (depth == deepest) {
            return false;
        }
        long bit = 1L << depth;
        if (object) {
            objects[depth >>> 6] |= bit;
        } else {
            objects[depth >>> 6] &= ~bit;
        }
        depth++;
        return true;
    }

    void close() {
        depth--;
    }

    /** Whether the innermost open container is an object. */
    boolean inObject() {
        int top = depth - 1;
        return depth > 0 && (objects[top >>> 6] & (1L << top)) != 0;
    }
}
