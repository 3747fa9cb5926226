package io.sluice.gateway.route.cel;

import io.sluice.gateway.route.tree.CallFacts;
import java.util.AbstractMap;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a condition can ask of a call. Numbers that a call does not have are 0, texts are empty. */
enum Variable {
    MODEL("request.model", Kind.TEXT),
    OPERATION("request.operation", Kind.TEXT),
    STREAM("request.stream", Kind.TRUTH),
    TOKENS("request.tokens", Kind.NUMBER),
    CAP("request.max_tokens", Kind.NUMBER),
    TURNS("request.turns", Kind.NUMBER),
    TOOLS("request.tools", Kind.NUMBER),
    IMAGES("request.images", Kind.NUMBER),
    LAST("request.text", Kind.TEXT),
    METADATA("request.metadata", Kind.TEXTS),
    KEY("caller.key", Kind.TEXT),
    USER("caller.user", Kind.TEXT),
    MODELS("caller.models", Kind.NAMES),
    RUN("run.id", Kind.TEXT),
    RUN_CALLS("run.calls", Kind.NUMBER);

    /** Those for which the body has to be read whole. */
    static final Set<Variable> CONTENTS = EnumSet.of(TURNS, TOOLS, IMAGES, LAST, METADATA, USER);

    private final String word;
    private final Kind kind;

    Variable(String word, Kind kind) {
        this.word = word;
        this.kind = kind;
    }

    /** The types. */
    enum Kind {
        TEXT,
        NUMBER,
        TRUTH,
        TEXTS,
        /** Only good for asking what is {@code in} them. */
        NAMES
    }

    String word() {
        return word;
    }

    Kind kind() {
        return kind;
    }

    Object value(CallFacts facts) {
        return switch (this) {
            case MODEL -> facts.model();
            case OPERATION -> facts.operation();
            case STREAM -> facts.stream();
            case TOKENS -> facts.tokens();
            case CAP -> Objects.requireNonNullElse(facts.cap(), 0L);
            case TURNS -> (long) facts.contents().turns();
            case TOOLS -> (long) facts.contents().tools();
            case IMAGES -> (long) facts.contents().images();
            case LAST -> facts.contents().lastText();
            case METADATA -> facts.contents().metadata();
            case KEY -> Objects.requireNonNullElse(facts.key(), "");
            case MODELS -> new Names(facts.allowed());
            case USER -> Objects.requireNonNullElse(facts.contents().user(), "");
            case RUN -> Objects.requireNonNullElse(facts.run(), "");
            case RUN_CALLS -> facts.runCalls();
        };
    }

    static Variable of(String word) {
        return Arrays.stream(values())
                .filter(variable -> variable.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("compiled with a name that is not there: " + word));
    }

    static String words() {
        return Arrays.stream(values()).map(Variable::word).collect(Collectors.joining(", "));
    }

    /** Names that are told only when asked for one. */
    private static final class Names extends AbstractMap<String, Boolean> {
        private final Predicate<String> in;

        Names(Predicate<String> in) {
            this.in = in;
        }

        @Override
        public boolean containsKey(Object name) {
            return name instanceof String text && in.test(text);
        }

        @Override
        public @Nullable Boolean get(Object name) {
            return containsKey(name) ? Boolean.TRUE : null;
        }

        @Override
        public Set<Entry<String, Boolean>> entrySet() {
            return Set.of();
        }
    }
}
