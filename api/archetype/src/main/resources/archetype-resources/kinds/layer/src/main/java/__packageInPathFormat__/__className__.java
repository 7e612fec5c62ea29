package ${package};

import java.util.Optional;
import org.hillock.api.Component;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.Param;
import org.hillock.api.network.Initialiser;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.Value;
import org.hillock.api.tensor.Shape;

/** Synapses of low rank: {@code y = (x·down)·up}, on the last axis. */
@Component(
    id = "${artifactId}",
    doc = "Synapses of low rank: all features go to a few, and from these to every output.")
public record ${className}(
    @Param(doc = "features that leave", min = 1) int out,
    @Param(doc = "how many features they pass through", value = "16", min = 1) int rank)
    implements Layer {

  @Override
  public Value define(NetworkBuilder net, Value x) {
    if (x.shape().rank() == 0) {
      throw new HillockException(
          ErrorCode.SHAPE_MISMATCH, "layer ${artifactId} takes at least one axis, got a single value");
    }
    int in = x.shape().dim(-1);
    var down = net.parameter("down", Shape.of(in, rank), keepingVariance(in));
    var up = net.parameter("up", Shape.of(rank, out), keepingVariance(rank));
    return net.linear(net.linear(x, down, Optional.empty()), up, Optional.empty());
  }

  private static Initialiser keepingVariance(int fanIn) {
    return Initialiser.uniform(Math.sqrt(3.0 / fanIn));
  }
}
