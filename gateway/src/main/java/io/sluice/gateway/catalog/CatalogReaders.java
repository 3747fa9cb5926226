package io.sluice.gateway.catalog;

import io.sluice.gateway.config.Reader;
import io.sluice.gateway.config.Readers;
import io.sluice.gateway.config.Secret;
import io.sluice.gateway.config.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How the types of this package are written in the file. */
public final class CatalogReaders {
    private CatalogReaders() {}

    /** The readers given, with those of this package. */
    public static Readers added(Readers readers) {
        return readers.with(Dialect.class, Reader.scalar("dialect", CatalogReaders::dialect))
                .with(Target.class, Reader.scalar("`provider/model`", Target::parse))
                .with(BigDecimal.class, Reader.scalar("dollars", PriceText::decimal))
                .with(Long.class, Reader.scalar("number", CatalogReaders::number))
                .with(AuthScheme.class, Reader.scalar(AuthText.FORM, AuthText::parse))
                .with(KeySource.class, new KeyReader());
    }

    private static Long number(String text) {
        if (text.matches("\\d{1,12}")) {
            return Long.valueOf(text);
        }
        throw new IllegalArgumentException("is no whole number; write one without a unit");
    }

    private static Dialect dialect(String label) {
        return Dialect.named(label)
                .orElseThrow(() -> new IllegalArgumentException("is no dialect; write one of "
                        + Arrays.stream(Dialect.values()).map(Dialect::label).collect(Collectors.joining(", "))));
    }

    /** A credential, a list of credentials, or the word {@code caller}. */
    private record KeyReader() implements Reader<KeySource> {
        @Override
        public @Nullable KeySource read(Value value) {
            if (value.seen().equals("\"caller\"")) {
                return new KeySource.Caller();
            }
            if (!value.list()) {
                Secret secret = secret(value);
                return secret == null ? null : new KeySource.Own(List.of(secret));
            }
            List<Secret> secrets = new ArrayList<>();
            List<Value> items = value.items();
            for (Value item : items) {
                if (item.seen().equals("\"caller\"")) {
                    item.problem("`caller` stands alone: `key: caller`");
                } else {
                    Secret secret = secret(item);
                    if (secret != null) {
                        secrets.add(secret);
                    }
                }
            }
            if (items.isEmpty()) {
                value.problem("is an empty list; name a credential, or remove the line");
            }
            return secrets.isEmpty() ? null : new KeySource.Own(secrets);
        }

        /** A service account is a whole JSON document; any other credential is one word. */
        private static @Nullable Secret secret(Value value) {
            String text = value.scalar() && !value.absent() ? value.text() : "";
            if (text == null) {
                return null;
            }
            return text.startsWith("{") ? new Secret(text) : value.as(Secret.class);
        }

        @Override
        public String form() {
            return "credential, list of credentials, or `caller`";
        }

        @Override
        public Optional<KeySource> absent() {
            return Optional.of(new KeySource.Unset());
        }
    }
}
