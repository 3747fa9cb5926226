package io.sluice.gateway.config;

/**
 * A place in a file, as editors and compilers write it.
 *
 * @param file the file's name as the user gave it
 * @param line counted from 1; 0 when the file as a whole is meant
 * @param column counted from 1
 */
public record Place(String file, int line, int column) implements Comparable<Place> {

    /** The file as a whole. */
    public static Place of(String file) {
        return new Place(file, 0, 0);
    }

    @Override
    public int compareTo(Place other) {
        return line != other.line ? Integer.compare(line, other.line) : Integer.compare(column, other.column);
    }

    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }
}
