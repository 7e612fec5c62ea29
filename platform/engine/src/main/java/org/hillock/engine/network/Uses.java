package org.hillock.engine.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hillock.api.network.Value;

/**
 * Which gradients flow where. A value's gradient is written by the use that comes first in the
 * backward pass; every other use writes a part of its own that is then added. The network's output
 * receives its gradient from outside, before all uses; where credit is local, so does every spiking
 * step, and no use writes it.
 */
final class Uses {

  /** One input of one step. */
  record Use(int step, int input) {}

  private final Graph graph;
  private final boolean local;
  private final boolean[] backward;
  private final boolean[] learns;
  private final Map<Object, Use> first = new HashMap<>();
  private final Map<Object, List<Use>> readers = new HashMap<>();

  Uses(Graph graph, boolean local) {
    this.graph = graph;
    this.local = local;
    int count = graph.steps().size();
    learns = new boolean[count];
    for (var step : graph.steps()) {
      learns[step.index()] = step.inputs().stream().anyMatch(this::learns);
    }
    backward = new boolean[count];
    var reached = new boolean[count];
    for (int i = count - 1; i >= 0; i--) {
      var step = graph.steps().get(i);
      reached[i] |= graph.output().producer() == i || isCredited(i);
      backward[i] = reached[i] && learns[i];
      if (reached[i]) {
        for (var input : step.inputs()) {
          if (input instanceof Sequence s && s.producer() != Sequence.INPUT) {
            reached[s.producer()] = true;
          }
        }
      }
    }
    for (int i = count - 1; i >= 0; i--) {
      var inputs = graph.steps().get(i).inputs();
      for (int k = 0; k < inputs.size(); k++) {
        var use = new Use(i, k);
        var key = key(inputs.get(k));
        readers.computeIfAbsent(key, v -> new ArrayList<>()).add(use);
        if (needsGradient(i, k)) {
          first.putIfAbsent(key, use);
        }
      }
    }
  }

  private static Object key(Value value) {
    return value instanceof Sequence s ? s.producer() : value;
  }

  private boolean learns(Value value) {
    return value instanceof Slot slot
        ? slot.learnable()
        : value instanceof Sequence s
            && s.producer() != Sequence.INPUT
            && learns[s.producer()]
            && !isCredited(s.producer());
  }

  private boolean isCredited(int step) {
    return local && graph.steps().get(step).info().spiking();
  }

  /** Whether the caller gives the gradient of a step's output, which is not the network's. */
  boolean receivesSignal(int step) {
    return isCredited(step) && backward[step] && graph.output().producer() != step;
  }

  /** Whether a step has a backward pass. */
  boolean hasBackward(int step) {
    return backward[step];
  }

  boolean needsGradient(int step, int input) {
    return backward[step] && learns(graph.steps().get(step).inputs().get(input));
  }

  /** Whether a use writes the gradient itself rather than a part to be added. */
  boolean isDirect(int step, int input) {
    var value = graph.steps().get(step).inputs().get(input);
    return new Use(step, input).equals(first.get(key(value))) && !isOutput(value);
  }

  private boolean isOutput(Value value) {
    return value instanceof Sequence s && s.producer() == graph.output().producer();
  }

  /** The first step of the backward pass that writes the gradient of this step's output. */
  int firstWriter(int producer) {
    return first.get(producer).step();
  }

  /** Who takes what a step computes. */
  List<Use> of(int producer) {
    return readers.getOrDefault(producer, List.of());
  }

  /** The last step that reads what a step computes; the step itself if none does. */
  int lastReader(int producer) {
    return of(producer).stream().mapToInt(Use::step).max().orElse(producer);
  }
}
