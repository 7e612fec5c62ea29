package org.hillock.plugins.cpu.lanes;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AlignedTest {

  /** A collection in between may move an array once in a while, not nine times in ten. */
  private static final double ALIGNED = 0.9;

  private static final int LINE = 64;

  @Test
  void theFirstFloatBeginsACacheLineAndTheRoomIsInTheArrayWhateverItsSize() {
    var all = IntStream.range(0, 200).mapToObj(i -> new Aligned()).toList();
    var aligned =
        IntStream.range(0, all.size())
            .filter(
                i -> {
                  all.get(i).reserve(37 * i);
                  assertTrue(all.get(i).array().length >= all.get(i).first() + 37 * i);
                  return all.get(i).pageOffset() % LINE == 0;
                })
            .count();
    assertTrue(aligned >= ALIGNED * all.size(), aligned + " of " + all.size());
  }

  @Test
  void behindAPageTheFirstFloatIsNotWhereTensorsBegin() {
    int right = 0;
    for (int i = 0; i < 20; i++) {
      var floats = Aligned.behindPage();
      floats.reserve(100 * i);
      assertTrue(floats.array().length >= floats.first() + 100 * i);
      right += floats.pageOffset() == 1024 ? 1 : 0;
    }
    assertTrue(right >= ALIGNED * 20, right + " of 20");
  }

  @Test
  void theFirstFloatBeginsACacheLineAgainOnceCollectionsHaveMovedTheArray() {
    var floats = new Aligned();
    int collections = 20;
    int aligned = 0;
    for (int i = 0; i < collections; i++) {
      floats.reserve(100 + i % 2 * 1000 * i);
      System.gc();
      floats.reserve(100);
      aligned += floats.pageOffset() % LINE == 0 ? 1 : 0;
    }
    assertTrue(aligned >= ALIGNED * collections, aligned + " of " + collections);
  }
}
