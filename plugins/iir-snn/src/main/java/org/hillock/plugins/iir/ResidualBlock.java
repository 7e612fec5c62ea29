package org.hillock.plugins.iir;

import java.util.List;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.Value;

/**
 * Two 3×3 convolutions; what they leave and a shortcut are the current of the last units (He et al.
 * 2016). The shortcut is the input, or a 1×1 convolution where shapes differ.
 */
record ResidualBlock(Units units, int out, int stride) implements Layer {

  /**
   * A stage of blocks for each width; from the second on the first block of a stage halves the
   * image.
   */
  static Value stages(
      NetworkBuilder net, Units units, List<Integer> widths, List<Integer> blocks, Value x) {
    var y = x;
    for (int stage = 0; stage < widths.size(); stage++) {
      for (int i = 0; i < blocks.get(stage); i++) {
        var block = new ResidualBlock(units, widths.get(stage), stage > 0 && i == 0 ? 2 : 1);
        y = net.layer("stage%d.block%d".formatted(stage, i), block, y);
      }
    }
    return y;
  }

  @Override
  public Value define(NetworkBuilder net, Value x) {
    var first = net.layer("conv0", units.convolution(out, 3, stride), x);
    var inner = units.drop(net, units.fire(net, first));
    var second = net.layer("conv1", units.convolution(out, 3, 1), inner);
    boolean same = stride == 1 && x.shape().dim(2) == out;
    var shortcut = same ? x : net.layer("shortcut", units.convolution(out, 1, stride), x);
    return units.fire(net, net.add(second, shortcut));
  }
}
