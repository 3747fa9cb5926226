package io.sluice.gateway.catalog.csv;

import io.sluice.gateway.catalog.Prices;
import io.sluice.gateway.catalog.Rate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** All that is money in a row, in the words of {@link Prices}. */
final class PriceCells {
    /** Things among the unit prices that are none. */
    static final List<String> NO_MONEY = List.of("dims", "cache_min_tokens");

    private static final String FACTOR = "multiplier_";
    private static final Pattern PAIR = Pattern.compile("[^=\\s]+=\\d{1,12}(\\.\\d{1,15})?");
    private static final Map<String, Rate> COLUMNS = columns();

    private PriceCells() {}

    private static Map<String, Rate> columns() {
        Map<String, Rate> columns = new LinkedHashMap<>();
        columns.put("input", Rate.INPUT);
        columns.put("output", Rate.OUTPUT);
        columns.put("cache_read", Rate.CACHE_READ);
        columns.put("cache_write_5m", Rate.CACHE_WRITE);
        columns.put("cache_write_1h", Rate.CACHE_WRITE_1H);
        columns.put("reasoning", Rate.REASONING);
        columns.put("audio_in", Rate.AUDIO_IN);
        columns.put("audio_out", Rate.AUDIO_OUT);
        columns.put("audio_cache_read", Rate.AUDIO_CACHE_READ);
        columns.put("image_in", Rate.IMAGE_IN);
        columns.put("image_out", Rate.IMAGE_OUT);
        columns.put("batch_in", Rate.BATCH_IN);
        columns.put("batch_out", Rate.BATCH_OUT);
        return columns;
    }

    static String of(CsvRow row) {
        List<String> words = new ArrayList<>();
        COLUMNS.forEach((column, rate) -> {
            String price = row.decimal(column);
            if (!price.isEmpty()) {
                words.add(rate.word() + "=" + price);
            }
        });
        for (String tier : tiers(row)) {
            add(words, row, "tiers", tier);
        }
        for (String unit : row.list("unit_prices", ";")) {
            if (!PAIR.matcher(unit).matches()) {
                row.problem("unit_prices", "\"" + unit + "\" is no price; write web_search=0.01");
            } else if (unit.equals("variable_price=1")) {
                words.add("variable");
            } else if (NO_MONEY.stream().noneMatch(name -> unit.startsWith(name + "="))) {
                words.add(unit.startsWith(FACTOR) ? "*" + unit.substring(FACTOR.length()) : "$" + unit);
            }
        }
        String request = row.decimal("request");
        if (!request.isEmpty()) {
            words.add("$request=" + request);
        }
        return String.join(" ", words);
    }

    /** Tiers may have their keys apart: {@code std>200000:in=10;std>200000:out=37.5} is one tier. */
    private static List<String> tiers(CsvRow row) {
        Map<String, String> joined = new LinkedHashMap<>();
        for (String tier : row.list("tiers", ";")) {
            int colon = tier.indexOf(':', Math.max(0, tier.indexOf('>')));
            if (colon < 0) {
                row.problem("tiers", "\"" + tier + "\" is no tier; write std>200000:in=1,out=2");
            } else {
                joined.merge(tier.substring(0, colon + 1), tier.substring(colon + 1), (a, b) -> a + "," + b);
            }
        }
        return joined.entrySet().stream()
                .map(tier -> tier.getKey() + tier.getValue())
                .toList();
    }

    private static void add(List<String> words, CsvRow row, String column, String word) {
        try {
            words.add(Prices.parse(word).toString());
        } catch (IllegalArgumentException wrong) {
            row.problem(column, String.valueOf(wrong.getMessage()));
        }
    }
}
