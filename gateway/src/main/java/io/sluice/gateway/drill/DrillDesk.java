package io.sluice.gateway.drill;

/** Where operators ask for drills: the commands and the admin plane. For any thread that may block. */
public record DrillDesk(Drills drills, Known known) {

    /**
     * Begins what is asked for, and returns how it stands.
     *
     * @throws io.sluice.gateway.admin.Refused where it cannot be done, with what to do
     */
    public Report start(Words words) {
        return drills.start(DrillReading.read(words, known));
    }
}
