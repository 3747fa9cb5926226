package io.sluice.gateway.app;

import io.sluice.gateway.config.Spelling;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A command line, read against the flags its command has.
 *
 * <p>{@code --flag value} and {@code --flag=value} are the same; {@code --} ends the flags; a flag given twice is a
 * mistake, as is one the command does not know.
 */
final class Arguments {
    private static final String HELP = "help";

    private final Command command;
    private final Map<String, String> values = new HashMap<>();
    private @Nullable String operand;

    private Arguments(Command command) {
        this.command = command;
    }

    /**
     * Reads what follows the words of the command.
     *
     * @throws CommandFailed with status 64, naming the nearest flag where one is unknown
     */
    static Arguments of(Command command, List<String> rest) {
        var arguments = new Arguments(command);
        int at = 0;
        boolean flags = true;
        while (at < rest.size()) {
            String word = rest.get(at++);
            if (flags && word.equals("--")) {
                flags = false;
            } else if (flags && word.startsWith("-") && word.length() > 1) {
                at += arguments.flag(word, at < rest.size() ? rest.get(at) : null);
            } else {
                arguments.operand(word);
            }
        }
        return arguments;
    }

    /** Whether the user asked what the command does. */
    boolean help() {
        return values.containsKey(HELP);
    }

    /** Whether a flag was given. */
    boolean has(String flag) {
        return values.containsKey(flag);
    }

    /** The value of a flag, or null where it was not given. */
    @Nullable
    String value(String flag) {
        return values.get(flag);
    }

    /**
     * The value of a flag the command cannot do without.
     *
     * @throws CommandFailed with status 64 where it was not given
     */
    String required(String flag) {
        String value = values.get(flag);
        if (value == null) {
            throw wrong("--" + flag + " is missing");
        }
        return value;
    }

    /**
     * The one operand.
     *
     * @throws CommandFailed with status 64 where it was not given
     */
    String operand() {
        if (operand == null) {
            throw wrong(command.operand() + " is missing");
        }
        return operand;
    }

    /** The one operand, or null where it was not given. */
    @Nullable
    String operandOrNull() {
        return operand;
    }

    private int flag(String word, @Nullable String next) {
        if (word.equals("-h")) {
            values.put(HELP, "");
            return 0;
        }
        int equals = word.indexOf('=');
        String name = word.startsWith("--") ? word.substring(2, equals < 0 ? word.length() : equals) : word;
        if (name.equals(HELP)) {
            values.put(HELP, "");
            return 0;
        }
        Flag flag = known(name);
        String given = equals < 0 ? null : word.substring(equals + 1);
        if (flag.value() == null) {
            if (given != null) {
                throw wrong("--" + name + " takes no value, but has \"" + given + "\"");
            }
            put(name, "");
            return 0;
        }
        String value = given != null ? given : next;
        if (value == null || value.isEmpty() || (given == null && value.startsWith("--"))) {
            throw wrong("--" + name + " needs a value: " + flag.shown());
        }
        put(name, value);
        return given != null ? 0 : 1;
    }

    private Flag known(String name) {
        for (Flag flag : command.flags()) {
            if (flag.name().equals(name)) {
                return flag;
            }
        }
        List<String> names = command.flags().stream().map(Flag::name).toList();
        List<String> near = Spelling.nearest(name, names, 1);
        throw wrong((name.startsWith("-") ? name : "--" + name) + " is not a flag of this command"
                + (near.isEmpty() ? "" : "; did you mean --" + near.getFirst() + "?"));
    }

    private void put(String name, String value) {
        if (values.put(name, value) != null) {
            throw wrong("--" + name + " is given twice");
        }
    }

    private void operand(String word) {
        if (command.operand() == null) {
            throw wrong("\"" + word + "\" is not expected here");
        }
        if (operand != null) {
            throw wrong(
                    "only one " + command.operand() + " is expected, but \"" + word + "\" follows \"" + operand + "\"");
        }
        operand = word;
    }

    private CommandFailed wrong(String what) {
        return CommandFailed.usage(what + " (see: sluice " + command.words() + " --help)");
    }
}
