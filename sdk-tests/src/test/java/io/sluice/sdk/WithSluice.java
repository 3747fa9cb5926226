package io.sluice.sdk;

import io.sluice.simulator.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the one {@link Sluice} of this run, with a provider that has forgotten what the test before told it. */
final class WithSluice implements ParameterResolver, BeforeEachCallback {

    @Override
    public void beforeEach(ExtensionContext context) {
        sluice(context).provider().reset().answer(Script.canned());
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Sluice.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return sluice(context);
    }

    /** Kept in the store of the whole run, which closes it. */
    private static Sluice sluice(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(WithSluice.class))
                .computeIfAbsent(Sluice.class, _ -> start(), Sluice.class);
    }

    private static Sluice start() {
        try {
            return new Sluice();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
