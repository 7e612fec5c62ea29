package org.hillock.plugins.cpu.scan;

import java.util.Arrays;
import java.util.List;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.tensor.Tensor;
import org.hillock.plugins.cpu.lanes.Lanes;
import org.hillock.plugins.cpu.parallel.Team;

/**
 * Sums gradients of parameters in a fixed order. A parameter whose values all occur in each block
 * gets one partial sum a block and value; a longer one, one a neuron. Partial sums of a value lie
 * as many places apart as there are values.
 */
final class ParameterGradients {

  /** Values a thread finishes at a time. */
  private static final int CHUNK = 2048;

  private final Layout layout;
  private final Blocks blocks;
  private final int[] features;
  private final int[] starts;
  private final int[] sets;
  private final int size;

  ParameterGradients(Layout layout, List<Tensor> parameters, Blocks blocks) {
    this.layout = layout;
    this.blocks = blocks;
    int count = parameters.size();
    features = new int[count];
    starts = new int[count];
    sets = new int[count];
    long end = 0;
    for (int i = 0; i < count; i++) {
      features[i] = Math.toIntExact(parameters.get(i).size());
      starts[i] = (int) end;
      if (learnable(i)) {
        boolean inBlock = blocks.size() % features[i] == 0;
        sets[i] = inBlock ? blocks.count() : (int) (blocks.neurons() / features[i]);
        end += (long) sets[i] * features[i];
      }
      if (end > Integer.MAX_VALUE - 8) {
        throw new HillockException(
            ErrorCode.INVALID_ARGUMENT,
            "backend cpu: %d neurons are too many for the gradient of parameter %s"
                .formatted(blocks.neurons(), layout.parameters().get(i).name()));
      }
    }
    size = (int) end;
  }

  private boolean learnable(int parameter) {
    return layout.parameters().get(parameter).learnable();
  }

  /** How many partial sums there are. */
  int size() {
    return size;
  }

  /** Leaves a block's sums. */
  void leave(int block, int length, Scratch s, double[] partial) {
    for (int i = 0; i < features.length; i++) {
      if (!learnable(i)) {
        continue;
      }
      if (!layout.tiled(i)) {
        double sum = 0;
        for (int l = i * Lanes.LENGTH; l < (i + 1) * Lanes.LENGTH; l++) {
          sum += s.totals[l];
        }
        partial[starts[i] + block] = sum;
      } else {
        float[] local = s.local.array();
        int row = s.local.first() + layout.gradient(i) * blocks.stride();
        if (blocks.size() % features[i] == 0) {
          fold(local, row, length, partial, starts[i] + block * features[i], features[i]);
        } else {
          int to = starts[i] + (int) blocks.start(block);
          for (int k = 0; k < length; k++) {
            partial[to + k] = local[row + k];
          }
        }
      }
    }
  }

  private static void fold(float[] row, int at, int length, double[] to, int start, int period) {
    Arrays.fill(to, start, start + period, 0);
    for (int k = 0; k < length; k += period) {
      for (int f = 0; f < period; f++) {
        to[start + f] += row[at + k + f];
      }
    }
  }

  /** Adds the partial sums, first block or sample first. */
  void finish(Team team, double[] partial, List<Tensor> to, boolean accumulate) {
    for (int i = 0; i < features.length; i++) {
      if (learnable(i)) {
        int parameter = i;
        int chunks = (features[i] + CHUNK - 1) / CHUNK;
        team.run(
            chunks, (c, worker) -> finish(parameter, c, partial, to.get(parameter), accumulate));
      }
    }
  }

  private void finish(int parameter, int chunk, double[] partial, Tensor to, boolean accumulate) {
    int period = features[parameter];
    for (int f = chunk * CHUNK, end = Math.min(period, f + CHUNK); f < end; f++) {
      double sum = 0;
      for (int set = 0; set < sets[parameter]; set++) {
        sum += partial[starts[parameter] + set * period + f];
      }
      to.set(f, (float) (accumulate ? to.get(f) + sum : sum));
    }
  }
}
