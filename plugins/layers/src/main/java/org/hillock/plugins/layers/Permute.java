package org.hillock.plugins.layers;

import java.util.List;
import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.Value;

/** The features' axes in another order; time and batch stay. */
@Component(
    id = "permute",
    doc = "Puts the features' axes into another order, [1, 0] is a transposition; time stays.")
public record Permute(
    @Param(
            doc =
                "for each axis that leaves the number of the axis that arrives, counted from 0;"
                    + " each once")
        List<Integer> axes)
    implements Layer {

  @Override
  public Value define(NetworkBuilder net, Value x) {
    return net.permute(x, axes);
  }
}
