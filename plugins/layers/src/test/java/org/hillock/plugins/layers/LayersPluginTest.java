package org.hillock.plugins.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.hillock.engine.component.ComponentReader;
import org.junit.jupiter.api.Test;

class LayersPluginTest {

  @Test
  void everyComponentIsWellFormed() {
    var reading = ComponentReader.read(new LayersPlugin().components().types());
    assertEquals(List.of(), reading.problems());
    assertEquals(36, reading.components().size());
  }
}
