package io.sluice.gateway.catalog.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.config.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CsvTableTest {
    private final List<Problem> problems = new ArrayList<>();

    @Test
    void quotedValuesHoldCommasQuotesAndLineEnds() {
        CsvTable table = table("a,b\n\"1,2\",\"say \"\"hi\"\"\r\nthere\"\nx,\n");

        assertThat(problems).isEmpty();
        assertThat(table.rows()).hasSize(2);
        assertThat(table.rows().getFirst().get("a")).isEqualTo("1,2");
        assertThat(table.rows().getFirst().get("b")).isEqualTo("say \"hi\"\r\nthere");
        assertThat(table.rows().getLast().get("b")).isEmpty();
    }

    @Test
    void aMistakeIsToldWithLineAndColumn() {
        CsvTable table = table("a,b\n\"one\ntwo\",3\nx,free\n");
        table.rows().forEach(row -> row.decimal("b"));

        assertThat(problems)
                .extracting(Problem::toString)
                .containsExactly("t.csv:4:3: b: \"free\" is no price; write digits and at most one point");
    }

    @Test
    void aRowOfAnotherWidthIsLeftOut() {
        CsvTable table = table("a,b\n1\n1,2\n");

        assertThat(table.rows()).hasSize(1);
        assertThat(problems).singleElement().asString().startsWith("t.csv:2:1: has 1 columns where the head has 2");
    }

    @Test
    void aMissingColumnIsNamedWithItsNearest() {
        table("aa,c\n1,2\n");

        assertThat(problems).isEmpty();
        CsvTable.read("t.csv", "providr,c\n", Set.of("provider"), problems::add);
        assertThat(problems)
                .singleElement()
                .asString()
                .contains("lacks the column \"provider\"")
                .contains("providr");
    }

    @Test
    void aQuoteThatIsNeverClosedIsToldWhereItOpened() {
        table("a,b\n1,\"two\n");

        assertThat(problems.getFirst()).hasToString("t.csv:2:3: a quote is opened and never closed");
    }

    private CsvTable table(String text) {
        return CsvTable.read("t.csv", text, Set.of(), problems::add);
    }
}
