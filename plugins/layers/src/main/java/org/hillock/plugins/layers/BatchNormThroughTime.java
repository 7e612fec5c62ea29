package org.hillock.plugins.layers;

import java.util.List;
import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.network.Initialiser;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.Value;
import org.hillock.api.tensor.Shape;

/**
 * Batch normalisation of each feature of the last axis with statistics and a learnable scale of
 * each time step's own, and no shift: {@code y_t = γ_t·(x_t - μ_t)/√(σ_t² + ε)} (Kim and Panda
 * 2021, equations 5 to 7).
 *
 * <p>Parameter {@code scale}, buffers {@code running_mean} and {@code running_variance}, {@code
 * [steps][features]} each.
 */
@Component(
    id = "batch-norm-through-time",
    doc =
        "Batch normalisation through time (BNTT): each time step is normalised by itself, over"
            + " batch and all axes but the last, and scaled by learnable values of its own; at"
            + " inference by running statistics of each step.",
    cites =
        "Kim, Y., Panda, P. (2021). Revisiting batch normalization for training low-latency deep"
            + " spiking neural networks from scratch. Frontiers in Neuroscience 15, 773954.")
public record BatchNormThroughTime(
    @Param(doc = "time steps T of a sequence, at most", unit = "steps", min = 1) int steps,
    @Param(
            doc = "weight of the newest batch in the running statistics",
            value = "0.1",
            above = 0,
            max = 1)
        double momentum,
    @Param(doc = "added to the variance", value = "1e-4", above = 0) double epsilon)
    implements Layer {

  @Override
  public Value define(NetworkBuilder net, Value x) {
    var shape = Shape.of(steps, x.shape().dim(-1));
    var scale = net.parameter("scale", shape, Initialiser.constant(1));
    var mean = net.buffer("running_mean", shape, Initialiser.constant(0));
    var variance = net.buffer("running_variance", shape, Initialiser.constant(1));
    var operation = new NormalisedSteps(x.shape(), steps, momentum, epsilon);
    return net.apply(operation, List.of(x, scale, mean, variance));
  }
}
