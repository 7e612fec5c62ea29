package org.hillock.engine.network;

import java.util.List;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.network.LayerInfo;
import org.hillock.api.network.Operation;
import org.hillock.api.network.Value;
import org.hillock.api.tensor.Shape;

/**
 * The operations of a network in the order in which they run, and its parameters and buffers.
 *
 * @param input the network's input
 * @param output the network's output: the input itself if there are no steps
 */
record Graph(Sequence input, Sequence output, List<Step> steps, List<Slot> slots) {

  /** Whoever builds a graph; its values are told from those of others by it. */
  interface Owner {}

  /**
   * One operation in its place.
   *
   * @param info its name, shapes and figures
   * @param place where it comes from, for messages: {@code network[2] (conv)}
   */
  record Step(
      int index,
      LayerInfo info,
      String place,
      Operation operation,
      List<Value> inputs,
      Sequence output) {

    /** Whether a later step computes this one along with its own. */
    boolean absorbed() {
      return operation instanceof Absorbed;
    }

    List<Shape> inputShapes() {
      return inputs.stream().map(Value::shape).toList();
    }
  }

  Graph {
    steps = List.copyOf(steps);
    slots = List.copyOf(slots);
  }

  /** The step of a layer. */
  Step step(LayerInfo layer) {
    return steps.stream()
        .filter(s -> s.info().equals(layer))
        .findFirst()
        .orElseThrow(
            () ->
                new HillockException(
                    ErrorCode.NOT_FOUND, "the network has no layer " + layer.name()));
  }

  List<LayerInfo> layers() {
    return steps.stream().map(Step::info).toList();
  }
}
