package io.sluice.dialects.gemini;

import io.sluice.dialects.Recordings;
import io.sluice.dialects.Recordings.Recording;
import java.util.List;
import java.util.Set;

/** The recordings of this dialect, sorted. */
final class GeminiTraffic {
    static final Set<String> CHAT = Set.of("gemini.generateContent", "gemini.streamGenerateContent");

    private GeminiTraffic() {}

    static List<Recording> streams() {
        return Recordings.of(CHAT).stream()
                .filter(recording -> recording.stream() && recording.status() == 200)
                .toList();
    }

    static List<Recording> answers() {
        return Recordings.of(CHAT).stream()
                .filter(recording -> !recording.stream() && recording.answer().length > 0)
                .toList();
    }

    static List<Recording> requests() {
        return Recordings.of(CHAT).stream()
                .filter(recording -> recording.status() < 400 && recording.request().length > 0)
                .toList();
    }
}
