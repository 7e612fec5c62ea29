package org.hillock.engine.network;

import java.util.List;
import org.hillock.api.network.Preparation;
import org.hillock.api.tensor.Shape;
import org.hillock.engine.component.Names;

/** Takes a named part out of a network's input. */
record PartOfInput(String name, Columns columns, Shape features) implements LinearInInputs {

  /**
   * The part of this name.
   *
   * @throws org.hillock.api.HillockException {@code SHAPE_MISMATCH} if there is none; the message
   *     says which are
   */
  static PartOfInput of(NetworkInput input, String name) {
    int all = Math.toIntExact(input.features().size());
    int from = 0;
    for (var part : input.parts()) {
      int count = Math.toIntExact(part.features().size());
      if (part.name().equals(name)) {
        return new PartOfInput(name, new Columns(all, from, count), part.features());
      }
      from += count;
    }
    var known = input.parts().stream().map(NetworkInput.Part::name).toList();
    throw Errors.mismatch("the data have no part '%s'%s", name, Names.hint(name, known));
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return features;
  }

  @Override
  public Kernel prepare(Preparation at) {
    return new Slice(columns).prepare(at);
  }
}
