package io.sluice.gateway.catalog;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How {@link Prices} are written, in words with one blank between: {@code in=1.25} a rate, {@code std>200000:in=2.5,out=15}
 * a tier ({@code batch@eu,us>0:...}), {@code $web_search=0.01} a unit, {@code *region_eu=1.1} a factor, {@code variable}.
 */
final class PriceText {
    private static final int MOST_WHOLE = 12;
    private static final int MOST_DECIMALS = 15;
    private static final String VARIABLE = "variable";

    private PriceText() {}

    static Prices parse(String text) {
        Map<Rate, BigDecimal> rates = new EnumMap<>(Rate.class);
        List<PriceTier> tiers = new ArrayList<>();
        Map<String, BigDecimal> units = new LinkedHashMap<>();
        Map<String, BigDecimal> factors = new LinkedHashMap<>();
        boolean variable = false;
        for (String word : CatalogLine.words(text)) {
            if (word.equals(VARIABLE)) {
                variable = true;
            } else if (word.startsWith("$")) {
                pair(word.substring(1), units);
            } else if (word.startsWith("*")) {
                pair(word.substring(1), factors);
            } else if (word.indexOf('>') > 0) {
                tiers.add(tier(word));
            } else {
                rate(word, rates);
            }
        }
        return new Prices(rates, tiers, units, factors, variable);
    }

    static String of(Prices prices) {
        List<String> words = new ArrayList<>();
        if (!prices.rates().isEmpty()) {
            words.add(rates(prices.rates(), " "));
        }
        prices.tiers().forEach(tier -> words.add(tier.toString()));
        prices.units().forEach((unit, price) -> words.add("$" + unit + "=" + price.toPlainString()));
        prices.factors().forEach((name, factor) -> words.add("*" + name + "=" + factor.toPlainString()));
        if (prices.variable()) {
            words.add(VARIABLE);
        }
        return String.join(" ", words);
    }

    static String rates(Map<Rate, BigDecimal> rates, String between) {
        return rates.entrySet().stream()
                .map(rate -> rate.getKey().word() + "=" + rate.getValue().toPlainString())
                .collect(Collectors.joining(between));
    }

    private static PriceTier tier(String word) {
        int over = word.indexOf('>');
        int colon = word.indexOf(':', over);
        String head = word.substring(0, over);
        int at = head.indexOf('@');
        if (colon < 0 || !digits(word.substring(over + 1, colon), MOST_WHOLE)) {
            throw new IllegalArgumentException("\"" + word + "\" is no tier; write std>200000:in=1,out=2");
        }
        Map<Rate, BigDecimal> rates = new EnumMap<>(Rate.class);
        CatalogLine.split(word.substring(colon + 1), ',').forEach(rate -> rate(rate, rates));
        return new PriceTier(
                at < 0 ? head : head.substring(0, at),
                at < 0 ? List.of() : CatalogLine.split(head.substring(at + 1), ','),
                Long.parseLong(word.substring(over + 1, colon)),
                rates);
    }

    private static void rate(String word, Map<Rate, BigDecimal> rates) {
        int equals = word.indexOf('=');
        Rate rate = Rate.named(equals < 0 ? word : word.substring(0, equals))
                .orElseThrow(() -> new IllegalArgumentException("\"" + word + "\" is no price; write in=1.25"));
        rates.put(rate, decimal(word.substring(equals + 1)));
    }

    private static void pair(String word, Map<String, BigDecimal> pairs) {
        int equals = word.lastIndexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("\"" + word + "\" is no price; write name=0.01");
        }
        pairs.put(word.substring(0, equals), decimal(word.substring(equals + 1)));
    }

    /** Digits and at most one point: read by hand, as a pattern costs a start more than all the prices. */
    static BigDecimal decimal(String text) {
        int point = text.indexOf('.');
        String whole = point < 0 ? text : text.substring(0, point);
        String rest = point < 0 ? "0" : text.substring(point + 1);
        if (!digits(whole, MOST_WHOLE) || !digits(rest, MOST_DECIMALS)) {
            throw new IllegalArgumentException("\"" + text + "\" is no price; write digits and at most one point");
        }
        return new BigDecimal(text);
    }

    private static boolean digits(String text, int most) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= most;
    }
}
