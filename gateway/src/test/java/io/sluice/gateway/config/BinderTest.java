package io.sluice.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BinderTest {
    /** A feature's settings, of which the binder knows nothing. */
    public record Root(
            @Default("fast") Speed speed,
            @Default("3") int tries,
            @Nullable String note,
            Map<String, Box> boxes,
            Inner inner,
            List<String> tags,
            @Default("./here") Path folder) {}

    /** Something that must be named. */
    public record Box(String name, @Default("1s") Duration pause) {}

    /** A part whose keys all have defaults. */
    public record Inner(@Default("1KiB") Size largestPart) {}

    /** A choice. */
    public enum Speed {
        FAST,
        VERY_SLOW
    }

    @Test
    void anEmptyTextGivesTheDefaults() throws ConfigProblems {
        Bound<Root> bound = bind("");

        assertThat(bound.problems()).isEmpty();
        assertThat(bound.value())
                .isEqualTo(new Root(
                        Speed.FAST,
                        3,
                        null,
                        Map.of(),
                        new Inner(new Size(1024)),
                        List.of(),
                        Path.of("/somewhere/here")));
    }

    @Test
    void everyKindOfValueIsRead() throws ConfigProblems {
        Root root = bind("""
                speed: very-slow
                tries: 7
                note: "${NOTE}"
                boxes:
                  a: { name: first }
                  b: { name: second, pause: 2m }
                inner: { largest-part: 2KiB }
                tags: [x, y]
                folder: sub
                """).value();

        assertThat(root.speed()).isEqualTo(Speed.VERY_SLOW);
        assertThat(root.tries()).isEqualTo(7);
        assertThat(root.note()).isEqualTo("from outside");
        assertThat(root.boxes().keySet()).containsExactly("a", "b");
        assertThat(root.boxes()).containsEntry("b", new Box("second", Duration.ofMinutes(2)));
        assertThat(root.inner().largestPart().bytes()).isEqualTo(2048);
        assertThat(root.tags()).containsExactly("x", "y");
        assertThat(root.folder()).isEqualTo(Path.of("/etc/sluice/sub"));
    }

    @Test
    void everyMistakeIsToldWithItsPlace() throws ConfigProblems {
        assertThat(problems("""
                speed: slow
                tires: 3
                tries: [1]
                boxes:
                  a: {}
                  a: { name: x }
                  b: { name: x, pause: 5 }
                inner: 7
                """))
                .containsExactly(
                        "s.yaml:1:8: speed: \"slow\" is not known here; write fast or very-slow",
                        "s.yaml:2:1: tires: unknown key; did you mean \"tries\"?",
                        "s.yaml:3:8: tries: wants a single value, not a list; a `${...}` alone also wants quotes",
                        "s.yaml:5:6: boxes.a: lacks `name`; add it",
                        "s.yaml:6:3: boxes.a: stands here a second time; keep one of the two, they do not add up",
                        "s.yaml:7:24: boxes.b.pause: \"5\" is no duration; write a whole number with ms, s, m, h or d,"
                                + " like 30s",
                        "s.yaml:8:8: inner: wants keys with values below it (largest-part), not \"7\"");
    }

    @Test
    void aKeyWithoutAValueIsAMistakeWhereOneIsWanted() throws ConfigProblems {
        assertThat(problems("tries:\n"))
                .containsExactly("s.yaml:1:7: tries: has no value; give it one, or remove the line");
        assertThat(problems("boxes:\ninner:\n")).isEmpty();
    }

    @Test
    void aPartCanBeReadAlone() throws ConfigProblems {
        Bound<Root> bound =
                binder().bindOnly(Root.class, text("folder: sub\nnote: \"${UNSET}\"\nwrong: 1\n"), Set.of("folder"));

        assertThat(bound.problems()).isEmpty();
        assertThat(bound.value().folder()).isEqualTo(Path.of("/etc/sluice/sub"));
    }

    @Test
    void whatIsNoMapAtAllIsRefused() {
        assertThatThrownBy(() -> bind("- a\n"))
                .isInstanceOf(ConfigProblems.class)
                .hasMessageContaining("not a list");
    }

    @Test
    void whatAReferenceBecameIsNeverShown() throws ConfigProblems {
        assertThat(problems("tries: \"${NOTE}\"\n"))
                .containsExactly("s.yaml:1:8: tries: \"${NOTE}\" is no whole number from 0 to 999999999; write one"
                        + " without a unit");
    }

    private static List<String> problems(String yaml) throws ConfigProblems {
        return bind(yaml).problems().stream()
                .sorted(Comparator.comparing(Problem::place))
                .map(Problem::toString)
                .toList();
    }

    private static Bound<Root> bind(String yaml) throws ConfigProblems {
        return binder().bind(Root.class, text(yaml));
    }

    private static Binder binder() {
        return new Binder(Readers.standard(), Environment.of(Map.of("NOTE", "from outside")), Path.of("/somewhere"));
    }

    private static ConfigText text(String yaml) {
        return new ConfigText("s.yaml", Path.of("/etc/sluice"), yaml);
    }
}
