package io.sluice.benchmarks;

/** Which processor each process is pinned to. On two, what is measured has one and the rig the other. */
record Cores(int measured, int mock, int load) {

    static Cores of(int count) {
        return switch (count) {
            case 1 -> new Cores(0, 0, 0);
            case 2 -> new Cores(0, 1, 1);
            default -> new Cores(0, 1, 2);
        };
    }

    /** How many processors mock and load have together. */
    int rig() {
        return mock == load ? 1 : 2;
    }
}
