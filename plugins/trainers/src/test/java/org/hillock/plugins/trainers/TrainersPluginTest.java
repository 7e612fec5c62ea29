package org.hillock.plugins.trainers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.hillock.engine.component.ComponentReader;
import org.junit.jupiter.api.Test;

class TrainersPluginTest {

  @Test
  void everyComponentIsWellFormed() {
    var reading = ComponentReader.read(new TrainersPlugin().components().types());
    assertEquals(List.of(), reading.problems());
    assertEquals(18, reading.components().size());
  }
}
