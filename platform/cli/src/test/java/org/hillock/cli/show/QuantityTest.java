package org.hillock.cli.show;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {

  @ParameterizedTest
  @CsvSource({
    "1.23e-8, 12.3 nJ",
    "9.996e-10, 1000 pJ",
    "4.6e-12, 4.60 pJ",
    "0.5, 500 mJ",
    "2, 2.00 J",
    "1e20, 100000000 TJ",
    "0, 0 J",
    "NaN, NaN J",
    "-3e-6, -3.00 µJ"
  })
  void writesThreeDigitsWithThePrefixThatFits(double value, String text) {
    assertEquals(text, Quantity.si(value, "J"));
  }

  @ParameterizedTest
  @CsvSource({"0, 0 B", "1023, '1,023 B'", "1024, 1.00 KiB", "536870912, 512 MiB"})
  void writesMemoryInBinaryUnits(double bytes, String text) {
    assertEquals(text, Quantity.bytes(bytes));
  }

  @ParameterizedTest
  @CsvSource({"250, 0.3 s", "59940, 59.9 s", "200000, 3 min 20 s", "7500000, 2 h 05 min"})
  void writesTimesInTheUnitsOneThinksIn(long millis, String text) {
    assertEquals(text, Quantity.time(Duration.ofMillis(millis)));
  }
}
