package io.sluice.gateway.journal;

import io.sluice.dialects.model.Usage;
import io.sluice.gateway.catalog.Target;
import java.util.List;

/** Calls for tests, told apart by a number. */
public final class SampleCalls {
    /** 2026-03-01T12:00:00Z. */
    public static final long NOON = 1_772_366_400_000_000L;

    private SampleCalls() {}

    public static CallId id(long number) {
        return new CallId(0x019c_a900_0000_7000L, number);
    }

    public static CallOpened opened(long number) {
        return new CallOpened(
                id(number),
                NOON + number,
                new KeyRef("key_01", "laptop", "team_7"),
                new Asked("chat", "openai-chat", "fast", true),
                new Target("openai", "gpt-5-mini"));
    }

    public static CallRow ended(long number) {
        return ended(number, NOON + number);
    }

    public static CallRow ended(long number, long received) {
        return new CallRow(
                id(number),
                received,
                new KeyRef("key_01", "laptop", "team_7"),
                new Asked("chat", "openai-chat", "fast", true),
                new Target("openai", "gpt-5-mini"),
                new Ending(200, null, null, "stop", false),
                new Times(120, 350_000, 351_000, 2_400_000),
                512,
                20_480,
                new Usage(100, 20, 0, 0, 300, 40, 0, 0, 0, 0),
                List.of(new AttemptRow(
                        new Target("openai", "gpt-5-mini"), "first", 200, null, 120, 2_400_000, false, null, null)),
                0,
                null,
                null,
                1_250_000L);
    }

    /** A row with nothing in it that may be absent. */
    public static CallRow bare(long number) {
        return new CallRow(
                id(number),
                NOON + number,
                null,
                new Asked("chat", "openai-chat", null, false),
                null,
                new Ending(0, null, null, null, true),
                Times.NONE,
                0,
                0,
                null,
                List.of(),
                0,
                null,
                null,
                1_250_000L);
    }

    /** A row with texts that break carelessly written JSON and SQL, and two attempts. */
    public static CallRow odd(long number) {
        String text = "\"'\\ \n\t\u0001 \u00e9\u6d41\ud83d\ude00 ; --";
        return new CallRow(
                id(number),
                NOON + number,
                new KeyRef("key_02", text, null),
                new Asked("chat", "openai-chat", text, false),
                new Target("gpu-box", text),
                new Ending(502, "upstream", "upstream_auth", null, true),
                new Times(5, Times.NEVER, Times.NEVER, 77),
                1,
                2,
                new Usage(1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
                List.of(
                        new AttemptRow(
                                new Target("a", text),
                                "first",
                                0,
                                text,
                                5,
                                6,
                                true,
                                text,
                                new Usage(1, 2, 3, 4, 5, 6, 7, 8, 9, 10)),
                        new AttemptRow(
                                new Target("b", "c"),
                                "stale-connection",
                                401,
                                null,
                                7,
                                Times.NEVER,
                                false,
                                null,
                                null,
                                77L,
                                true)),
                3,
                text,
                id(number + 1),
                null);
    }

    /** A row whose every text is longer than the journal keeps, in characters of three bytes, with many attempts. */
    public static CallRow huge(long number) {
        String text = "\u6d41".repeat(3_000);
        AttemptRow attempt = new AttemptRow(
                new Target(text, text), text, 599, text, Long.MAX_VALUE, Long.MIN_VALUE, true, text, null);
        return new CallRow(
                id(number),
                NOON + number,
                new KeyRef(text, text, text),
                new Asked(text, text, text, true),
                new Target(text, text),
                new Ending(Integer.MIN_VALUE, text, text, text, true),
                new Times(Long.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE),
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                new Usage(
                        Usage.LARGEST,
                        Usage.LARGEST,
                        Usage.LARGEST,
                        Usage.LARGEST,
                        Usage.LARGEST,
                        Usage.LARGEST,
                        Usage.LARGEST,
                        Usage.LARGEST,
                        Usage.LARGEST,
                        Usage.LARGEST),
                java.util.Collections.nCopies(40, attempt),
                0,
                text,
                id(number),
                Long.MAX_VALUE);
    }
}
