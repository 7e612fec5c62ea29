package org.hillock.plugins.speech;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.hillock.api.HillockException;
import org.hillock.api.data.SampleShape;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.testkit.Tensors;
import org.junit.jupiter.api.Test;

class CochleaEncoderTest {

  private static final CochleaEncoder ENCODER =
      new CochleaEncoder(8000, 100, 5, 10, 40, 80, 3800, 0.6, 60, 8.8, 0.004, 8, 2);

  @Test
  void countsTheSpikesOfTheCochleaInBinsAndGroups() {
    var sound = Tensors.zeros(2400, 1);
    for (int i = 0; i < 2400; i++) {
      sound.set(i, (float) Math.sin(2 * Math.PI * 1000 * i / 8000));
    }
    var shape = ENCODER.encoded(new SampleShape(2400, Shape.of(1)));
    assertEquals(new SampleShape(40, Shape.of(20)), shape);
    var counts = Tensors.zeros(40, 20);
    ENCODER.encode(sound, counts, RandomStream.of(5));
    var train = Cochlea.standard(100).new Ear().hear(sound.toArray(), RandomStream.of(5));
    assertTrue(train.size() > 100, train.size() + " spikes");
    var expected = new float[40 * 20];
    for (int i = 0; i < train.size(); i++) {
      expected[(train.time(i) - train.time(0)) / 10 * 20 + train.unit(i) / 5]++;
    }
    assertArrayEquals(expected, counts.toArray());
  }

  @Test
  void takesSoundOnly() {
    for (var shape :
        new SampleShape[] {
          new SampleShape(10, Shape.of(2)),
          new SampleShape(0, Shape.of(8, 8, 1)),
          new SampleShape(0, Shape.of(64_001))
        }) {
      var thrown = assertThrows(HillockException.class, () -> ENCODER.encoded(shape));
      assertTrue(thrown.getMessage().contains("takes sound"), thrown.getMessage());
    }
    assertEquals(40, ENCODER.encoded(new SampleShape(0, Shape.of(800))).steps());
  }
}
