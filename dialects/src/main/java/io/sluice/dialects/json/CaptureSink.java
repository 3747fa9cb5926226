package io.sluice.dialects.json;

/** Who asked for captures. */
public interface CaptureSink {
    /** The value at a wanted place, whole, valid until this returns; called once for each time it occurs. */
    void captured(Capture place, Bytes value);
}
