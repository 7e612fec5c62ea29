package org.hillock.plugins.layers;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.network.Initialiser;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.Value;
import org.hillock.api.tensor.Shape;

/** A learnable vector for each whole number: features {@code […]} to {@code […][width]}. */
@Component(
    id = "embedding",
    doc =
        "Replaces each whole number of the input, a token for example, by a learnable vector on a"
            + " new last axis. Put it first: no gradient flows through a choice.",
    cites =
        "Bengio, Y., Ducharme, R., Vincent, P., Jauvin, C. (2003). A neural probabilistic language"
            + " model. JMLR 3.")
public record Embedding(
    @Param(doc = "how many numbers there are: 0 to one less", min = 1) int entries,
    @Param(doc = "length of a vector", min = 1) int width,
    @Param(
            doc = "standard deviation of the normal distribution vectors are drawn from",
            value = "1",
            above = 0)
        double deviation)
    implements Layer {

  @Override
  public Value define(NetworkBuilder net, Value x) {
    var drawn = Initialiser.normal(deviation);
    return net.embedding(x, net.parameter("weight", Shape.of(entries, width), drawn));
  }
}
