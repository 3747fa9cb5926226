package io.sluice.gateway.money;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** An exact amount of US dollars, counted in whole pico-dollars (10^-12), of any size and either sign. */
public record Money(BigInteger pico) implements Comparable<Money> {
    /** Nothing. */
    public static final Money ZERO = new Money(BigInteger.ZERO);

    private static final int SCALE = 12;

    /** So many pico-dollars. */
    public static Money ofPico(long pico) {
        return new Money(BigInteger.valueOf(pico));
    }

    /** An exact sum of dollars, rounded up once to whole pico-dollars: what costs anything is never nothing. */
    public static Money up(BigDecimal dollars) {
        return new Money(dollars.setScale(SCALE, RoundingMode.CEILING).unscaledValue());
    }

    /** Both together. */
    public Money plus(Money other) {
        return new Money(pico.add(other.pico));
    }

    /** This without the other. */
    public Money minus(Money other) {
        return new Money(pico.subtract(other.pico));
    }

    /** The dollars, exactly, without zeros at the end. */
    public BigDecimal dollars() {
        BigDecimal plain = new BigDecimal(pico, SCALE).stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }

    @Override
    public int compareTo(Money other) {
        return pico.compareTo(other.pico);
    }

    /** The dollars as plain digits: {@code 0.000125}. */
    @Override
    public String toString() {
        return dollars().toPlainString();
    }
}
