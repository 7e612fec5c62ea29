package org.hillock.plugins.cpu.scan;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.hillock.api.backend.ScanKernel.Carry;
import org.hillock.api.backend.ScanKernel.Extent;
import org.hillock.api.backend.ScanProgram;
import org.hillock.api.random.CellRandom;
import org.hillock.api.tensor.Tensor;
import org.hillock.plugins.cpu.lanes.Lanes;

/** One run of a pass over all neurons: blocks of neurons outside, time inside. */
final class ScanCall {

  /** Neuron steps from which on threads share the blocks. */
  private static final long SHARED = 1 << 15;

  private final ScanUnit unit;
  private final ScanProgram program;
  private final Layout layout;
  private final CompiledPass pass;
  private final CompiledPass ending;
  private final int localRows;
  private final int steps;
  private final Extent extent;
  private final List<Tensor> parameters;
  private final Carry carry;
  private final boolean backward;
  private final MemorySegment[] rows;
  private final float[] scalars;
  private final Blocks blocks;
  private final boolean sameTiles;
  private final ParameterGradients sums;

  /**
   * @param ending what its last step is, which backward is the first of the sequence
   */
  ScanCall(
      ScanUnit unit,
      ScanProgram program,
      Layout layout,
      CompiledPass pass,
      CompiledPass ending,
      Extent extent,
      List<Tensor> rows,
      List<Tensor> parameters,
      Carry carry,
      boolean backward) {
    this.unit = unit;
    this.program = program;
    this.layout = layout;
    this.pass = pass;
    this.ending = ending;
    localRows = Math.max(pass.localRows(), ending.localRows());
    this.steps = extent.steps();
    this.extent = extent;
    this.parameters = parameters;
    this.carry = carry;
    this.backward = backward;
    this.rows = new MemorySegment[rows.size()];
    for (int i = 0; i < this.rows.length; i++) {
      this.rows[i] = rows.get(i).segment();
    }
    scalars = new float[parameters.size()];
    int features = 1;
    for (int i = 0; i < scalars.length; i++) {
      if (layout.tiled(i)) {
        features = (int) Math.max(features, parameters.get(i).size());
      } else {
        scalars[i] = parameters.get(i).get(0);
      }
    }
    blocks = Blocks.of(extent.neurons(), localRows, features);
    sameTiles = sameTiles();
    sums = new ParameterGradients(layout, parameters, blocks);
  }

  private boolean sameTiles() {
    for (int i = 0; i < parameters.size(); i++) {
      if (layout.tiled(i) && blocks.size() % parameters.get(i).size() != 0) {
        return false;
      }
    }
    return true;
  }

  void run() {
    for (var s : unit.scratch()) {
      s.reserve(localRows * blocks.stride(), parameters.size() * Lanes.LENGTH, pass.draws());
    }
    var partial = backward ? unit.partial(sums.size()) : new double[0];
    int count = blocks.count();
    if (count > 1 && steps * blocks.neurons() >= SHARED) {
      unit.team().run(count, (block, worker) -> block(block, unit.scratch().get(worker), partial));
    } else {
      unit.team()
          .runAlone(count, (block, worker) -> block(block, unit.scratch().get(worker), partial));
    }
  }

  /** Adds the blocks' sums to the gradients of the parameters, after a backward run. */
  void gradients(List<Tensor> to, boolean accumulate) {
    sums.finish(unit.team(), unit.partial(sums.size()), to, accumulate);
  }

  private void block(int block, Scratch s, double[] partial) {
    int length = blocks.length(block);
    float[] local = s.local.array();
    int first = s.local.first();
    load(block, length, s);
    long neurons = blocks.neurons();
    long next = backward ? -neurons : neurons;
    long at = blocks.start(block) + (backward ? (steps - 1) * neurons : 0);
    int lanes = backward ? parameters.size() * Lanes.LENGTH : 0;
    int alike = ending == pass ? steps : steps - 1;
    for (int done = 0; done < steps; ) {
      var pass = done < alike ? this.pass : ending;
      boolean many = pass.steps() > 1 && alike - done >= pass.steps();
      var kernels = many ? pass.several() : pass.one();
      draw(block, done, many ? pass.steps() : 1, s.keys);
      for (int i = 0; i < kernels.size(); i++) {
        kernels
            .get(i)
            .run(rows, at, next, local, first, blocks.stride(), scalars, s.sums, length, s.keys);
      }
      for (int i = 0; i < pass.copies().size(); i++) {
        var copy = pass.copies().get(i);
        int from = first + copy.from() * blocks.stride();
        System.arraycopy(local, from, local, first + copy.to() * blocks.stride(), length);
      }
      s.flush(lanes);
      int advanced = many ? pass.steps() : 1;
      done += advanced;
      at += advanced * next;
    }
    store(block, length, s, partial);
  }

  /** The keys of the random numbers of the next time steps. */
  private void draw(int block, int done, int count, int[] keys) {
    keys[0] = (int) blocks.start(block);
    for (int draw = 0; draw < pass.draws(); draw++) {
      for (int k = 0; k < count; k++) {
        int step = backward ? steps - 1 - done - k : done + k;
        long key = CellRandom.key(extent.seed(), extent.time() + step, draw);
        int at = 1 + 2 * (Step.TURN * draw + k);
        keys[at] = (int) key;
        keys[at + 1] = (int) (key >>> 32);
      }
    }
  }

  private void load(int block, int length, Scratch s) {
    float[] local = s.local.array();
    int first = s.local.first();
    for (int i = 0; i < layout.states(); i++) {
      int row = first + layout.state(i) * blocks.stride();
      if (!carry.initial().isEmpty()) {
        var from = carry.initial().get(i).segment();
        MemorySegment.copy(from, Lanes.FLOAT, 4 * blocks.start(block), local, row, length);
      } else {
        float initial = backward ? 0 : (float) program.states().get(i).initial();
        Arrays.fill(local, row, row + length, initial);
      }
    }
    for (int i = 0; i < pass.entered().size(); i++) {
      var entering = pass.entered().get(i);
      int row = first + layout.state(entering.state()) * blocks.stride();
      var to = rows[entering.row()];
      MemorySegment.copy(local, row, to, Lanes.FLOAT, 4 * blocks.start(block), length);
    }
    for (int i = 0; i < parameters.size(); i++) {
      if (layout.tiled(i)) {
        if (!s.tiled) {
          int row = first + layout.parameter(i) * blocks.stride();
          int fill = sameTiles ? (int) Math.min(blocks.size(), blocks.neurons()) : length;
          tile(parameters.get(i), blocks.start(block), fill, local, row);
        }
        if (backward && layout.parameters().get(i).learnable()) {
          int gradient = first + layout.gradient(i) * blocks.stride();
          Arrays.fill(local, gradient, gradient + length, 0);
        }
      }
    }
    s.tiled = sameTiles;
    if (backward) {
      s.clearSums();
    }
  }

  /** Repeats a parameter's values over a row, starting with that of neuron {@code start}. */
  private static void tile(Tensor values, long start, int length, float[] row, int at) {
    int period = (int) values.size();
    int phase = (int) (start % period);
    int head = Math.min(period - phase, length);
    MemorySegment.copy(values.segment(), Lanes.FLOAT, 4L * phase, row, at, head);
    int rest = Math.min(phase, length - head);
    MemorySegment.copy(values.segment(), Lanes.FLOAT, 0, row, at + head, rest);
    for (int filled = head + rest; filled < length; ) {
      int more = Math.min(filled, length - filled);
      System.arraycopy(row, at, row, at + filled, more);
      filled += more;
    }
  }

  private void store(int block, int length, Scratch s, double[] partial) {
    if (!carry.last().isEmpty()) {
      for (int i = 0; i < layout.states(); i++) {
        int row = s.local.first() + layout.state(i) * blocks.stride();
        var to = carry.last().get(i).segment();
        MemorySegment.copy(s.local.array(), row, to, Lanes.FLOAT, 4 * blocks.start(block), length);
      }
    }
    if (backward) {
      sums.leave(block, length, s, partial);
    }
  }
}
