package io.sluice.gateway.journal;

import java.util.ArrayList;
import java.util.List;

/** A sink that keeps what it is given. */
final class Collected implements RecordSink {
    final List<CallOpened> opened = new ArrayList<>();
    final List<CallRow> ended = new ArrayList<>();

    @Override
    public void opened(Opening opening) {
        opened.add(opening.read());
    }

    @Override
    public void ended(CallRow row) {
        ended.add(row);
    }

    /** Everything a journal's former process left. */
    static Collected leftover(Journal journal) {
        Collected all = new Collected();
        while (journal.reader().pollLeftover(all, 100) > 0) {}
        return all;
    }

    /** Everything appended now. */
    static Collected live(Journal journal) {
        Collected all = new Collected();
        while (journal.reader().poll(all, 100) > 0) {}
        return all;
    }
}
