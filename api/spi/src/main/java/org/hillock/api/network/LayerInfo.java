package org.hillock.api.network;

import java.util.List;
import org.hillock.api.tensor.Shape;

/**
 * One operation of a built network.
 *
 * @param name its place in the network and what it is, for example {@code 1.lif}
 * @param inputShape its first input's features
 * @param outputShape its output's features
 * @param parameters how many learnable numbers it has
 * @param macs multiply-accumulates a sample and time step, nothing skipped; 0: it has no synapses
 * @param spiking whether its output consists of spikes
 * @param inputs the names of the operations whose outputs it takes, or {@link #DATA}, each once
 */
public record LayerInfo(
    String name,
    Shape inputShape,
    Shape outputShape,
    long parameters,
    long macs,
    boolean spiking,
    List<String> inputs) {

  /** What stands for the network's input among {@link #inputs()}. */
  public static final String DATA = "data";

  public LayerInfo {
    inputs = List.copyOf(inputs);
  }

  /** Whether it takes the network's input, or a part of it ({@code data.image}), as it is. */
  public boolean readsData() {
    return inputs.stream().anyMatch(name -> name.equals(DATA) || name.startsWith(DATA + "."));
  }
}
