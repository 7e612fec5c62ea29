package org.hillock.plugins.layers;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.network.Initialiser;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.Value;
import org.hillock.api.tensor.Shape;

/** Batch normalisation, then {@code y_t = p_t·x_t} with a learnable {@code p_t} for each step. */
@Component(
    id = "temporal-batch-norm",
    doc =
        "Temporal effective batch normalisation (TEBN): batch normalisation over time and batch,"
            + " then a learnable weight for each time step, so that steps may differ in how much"
            + " they drive the neurons that follow.",
    cites =
        "Duan, C., Ding, J., Chen, S., Yu, Z., Huang, T. (2022). Temporal effective batch"
            + " normalization in spiking neural networks. NeurIPS 2022.")
public record TemporalBatchNorm(
    @Param(doc = "time steps T of a sequence, at most", unit = "steps", min = 1) int steps,
    @Param(
            doc = "weight of the newest batch in the running statistics",
            value = "0.1",
            above = 0,
            max = 1)
        double momentum,
    @Param(doc = "added to the variance", value = "1e-5", above = 0) double epsilon)
    implements Layer {

  @Override
  public Value define(NetworkBuilder net, Value x) {
    var weights = net.parameter("step_weights", Shape.of(steps), Initialiser.constant(1));
    return net.scaleSteps(net.batchNorm(x, momentum, epsilon), weights);
  }
}
