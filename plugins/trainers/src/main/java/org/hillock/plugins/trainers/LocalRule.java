package org.hillock.plugins.trainers;

import java.util.List;
import org.hillock.api.network.Execution;
import org.hillock.api.network.LayerInfo;
import org.hillock.api.network.Parameter;
import org.hillock.api.tensor.Tensor;
import org.hillock.api.train.Batch;

/** Where learning signals come from. */
interface LocalRule {

  /** What learns besides the network's parameters. */
  List<Parameter> parameters();

  /** Writes the gradient of a spiking layer's output, {@code [T][B][features…]}. */
  void signal(Execution execution, LayerInfo layer, Batch batch, Tensor gradient);

  /** Adds to gradients after the backward pass. */
  void finish(Execution execution);
}
