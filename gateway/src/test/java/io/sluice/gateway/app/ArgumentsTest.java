package io.sluice.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
    @Test
    void aValueMayFollowItsFlagOrAnEqualsSign() {
        var arguments = read(Command.KEY_CREATE, "--name", "laptop", "--expires=30d", "--models=a=b");

        assertThat(arguments.required("name")).isEqualTo("laptop");
        assertThat(arguments.value("expires")).isEqualTo("30d");
        assertThat(arguments.value("models")).isEqualTo("a=b");
        assertThat(arguments.value("data")).isNull();
    }

    @Test
    void afterTwoDashesEvenADashedWordIsTheOperand() {
        assertThat(read(Command.KEY_REVOKE, "--", "--odd").operand()).isEqualTo("--odd");
    }

    @Test
    void anUnknownFlagIsAnsweredWithTheNearestOfItsCommand() {
        usage(() -> read(Command.KEY_CREATE, "--nmae", "x"), "did you mean --name?");
        usage(() -> read(Command.KEY_CREATE, "--zzzzzz"), "--zzzzzz is not a flag");
        usage(() -> read(Command.CALLS, "--name", "x"), "sluice calls --help");
        usage(() -> read(Command.CALLS, "-j"), "-j is not a flag");
    }

    @Test
    void aFlagWithoutItsValueIsNotFilledWithTheNextFlag() {
        usage(() -> read(Command.KEY_CREATE, "--name", "--models", "a"), "--name needs a value: --name NAME");
        usage(() -> read(Command.KEY_CREATE, "--name"), "--name needs a value");
        usage(() -> read(Command.KEY_CREATE, "--name="), "--name needs a value");
        usage(() -> read(Command.CALLS, "--json=yes"), "--json takes no value");
    }

    @Test
    void whatIsGivenTwiceOrTooMuchOrNotAtAllIsSaid() {
        usage(() -> read(Command.KEY_CREATE, "--name", "a", "--name", "b"), "--name is given twice");
        usage(() -> read(Command.KEY_REVOKE, "a", "b"), "\"b\" follows \"a\"");
        usage(() -> read(Command.KEY_LIST, "a"), "\"a\" is not expected here");
        usage(() -> read(Command.KEY_REVOKE).operand(), "NAME|ID is missing");
        usage(() -> read(Command.KEY_CREATE).required("name"), "--name is missing");
    }

    private static Arguments read(Command command, String... rest) {
        return Arguments.of(command, List.of(rest));
    }

    private static void usage(ThrowingCallable mistake, String said) {
        assertThatThrownBy(mistake).isInstanceOfSatisfying(CommandFailed.class, failed -> {
            assertThat(failed.status()).isEqualTo(Exit.USAGE);
            assertThat(failed.text()).contains(said);
        });
    }
}
