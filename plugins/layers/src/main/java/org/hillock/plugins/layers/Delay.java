package org.hillock.plugins.layers;

import java.util.List;
import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.equations.Equations;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.Value;

/** {@code y_t = x_(t-steps)}, zero before that; shapes stay. */
@Component(id = "delay", doc = "What arrives leaves some time steps later, zeros until then.")
public record Delay(
    @Param(doc = "how much later", unit = "steps", value = "1", min = 1, max = 16) int steps)
    implements Layer {

  @Override
  public Value define(NetworkBuilder net, Value x) {
    return net.scan(List.of(x), this::line);
  }

  private void line(Equations eq) {
    var moving = eq.input();
    for (int i = 0; i < steps; i++) {
      var place = eq.state("place " + i, 0);
      eq.next(place, moving);
      moving = place;
    }
    eq.emit(moving);
  }
}
