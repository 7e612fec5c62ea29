package org.hillock.plugins.iir;

import java.lang.foreign.Arena;
import java.util.function.ObjIntConsumer;
import org.hillock.api.network.Execution;
import org.hillock.api.network.Network;
import org.hillock.api.network.State;
import org.hillock.api.tensor.Tensor;
import org.hillock.api.train.Batch;

/** Images held for many time steps, some of them at a time. */
final class SearchImages implements AutoCloseable {

  private final Arena arena = Arena.ofConfined();
  private final Network network;
  private final Tensor all;
  private final int atOnce;

  /**
   * The images of a batch.
   *
   * @param atOnce how many the network sees at a time
   */
  SearchImages(Network network, Batch batch, int atOnce) {
    this.network = network;
    this.atOnce = atOnce;
    var shape = network.inputShape().prepend(1, batch.size());
    all = Tensor.of(arena.allocate(shape.size() * Float.BYTES, Float.BYTES), shape);
    batch.encodeInto(all);
  }

  /**
   * Shows each image for so many steps.
   *
   * @param seen hears of each step of some of the images, counted from 0
   */
  void show(int steps, ObjIntConsumer<Execution> seen) {
    int count = all.shape().dim(1);
    long image = all.segment().byteSize() / count;
    for (int from = 0; from < count; from += atOnce) {
      int some = Math.min(atOnce, count - from);
      var execution = network.inference(1, some);
      execution.input().segment().copyFrom(all.segment().asSlice(from * image, some * image));
      try (State state = network.newState(some)) {
        for (int t = 0; t < steps; t++) {
          execution.forward(state);
          seen.accept(execution, t);
        }
      }
    }
  }

  @Override
  public void close() {
    arena.close();
  }
}
