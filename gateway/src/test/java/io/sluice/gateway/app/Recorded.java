package io.sluice.gateway.app;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A terminal that keeps what a command wrote. */
final class Recorded implements Terminal {
    private final List<String> out = new CopyOnWriteArrayList<>();
    private final List<String> err = new CopyOnWriteArrayList<>();

    @Override
    public void out(String line) {
        out.add(line);
    }

    @Override
    public void err(String line) {
        err.add(line);
    }

    List<String> lines() {
        return List.copyOf(out);
    }

    String output() {
        return String.join("\n", out);
    }

    String complaints() {
        return String.join("\n", err);
    }
}
