package org.hillock.plugins.cpu.image;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.stream.Stream;
import org.hillock.plugins.cpu.events.Events;
import org.hillock.plugins.cpu.gemm.Gemm;
import org.hillock.plugins.cpu.gemm.Matrix;
import org.hillock.plugins.cpu.lanes.Aligned;
import org.hillock.plugins.cpu.lanes.Lanes;
import org.hillock.plugins.cpu.parallel.Team;

/**
 * The weights' gradient over events only: for each channel the output gradients around its events
 * are summed in registers, one sum for each element of the window. Chains are those of {@link Gemm}
 * over target pixels, so the bits are the dense product's while those gradients are finite.
 */
final class EventWeightGradient {

  private static final int L = Lanes.LENGTH;

  /** Chains whose events are listed at a time. */
  private static final int CHAINS = 64;

  private final Team team;
  private final Worker[] workers;
  private final ChannelLists[] lists;

  /** The sums of ended chains, {@code [blocks][taps][channels]}. */
  private final Aligned totals = new Aligned();

  /** One thread's memory. */
  private static final class Worker {
    final Events events = new Events();
    final Aligned block = new Aligned();
    final int[] offsets = new int[Gathers.MOST];
  }

  /** A call's operands and how it is cut. */
  private record Product(
      Taps taps,
      TargetBlock[] blocks,
      int channels,
      int out,
      int pixels,
      MemorySegment x,
      MemorySegment dy,
      MemorySegment dw) {

    TargetBlock block(int chain, int worker) {
      int first = chain * Gemm.DEPTH;
      blocks[worker].set(first, Math.min(pixels, first + Gemm.DEPTH));
      return blocks[worker];
    }

    int chains() {
      return (pixels + Gemm.DEPTH - 1) / Gemm.DEPTH;
    }

    int width() {
      return taps.width();
    }

    /** Place of a channel's sums of a group, after so many taps of groups before. */
    int total(int block, int before, TapGroup group, int channel) {
      int taken = (block * taps.count() + before) * channels + channel * group.taps().length;
      return taken * width();
    }
  }

  EventWeightGradient(Team team) {
    this.team = team;
    workers = Stream.generate(Worker::new).limit(team.threads()).toArray(Worker[]::new);
    lists = Stream.generate(ChannelLists::new).limit(CHAINS).toArray(ChannelLists[]::new);
  }

  /** See {@link org.hillock.api.backend.Device#convolveWeightGradient}; for one group. */
  void run(Taps taps, int channels, int out, MemorySegment x, MemorySegment dy, MemorySegment dw) {
    int pixels = Math.toIntExact(dy.byteSize() / 4 / out);
    var targets = new TargetBlock[team.threads()];
    Arrays.setAll(targets, i -> new TargetBlock(taps));
    var p = new Product(taps, targets, channels, out, pixels, x, dy, dw);
    int blocks = (out + taps.width() - 1) / taps.width();
    totals.reserve(blocks * taps.count() * channels * taps.width());
    // Neighbouring blocks read the same cache lines: few groups, and parts where those are too few.
    int groups = Math.min(blocks, 2 * team.threads());
    int parts = Math.clamp((2L * team.threads() + groups - 1) / groups, 1, (channels + 31) / 32);
    for (int first = 0; first < p.chains(); first += CHAINS) {
      int begin = first;
      int count = Math.min(CHAINS, p.chains() - first);
      team.run(
          count,
          (i, worker) ->
              lists[i].list(p.block(begin + i, worker), channels, x, workers[worker].events));
      team.run(
          groups * parts,
          (unit, worker) -> {
            int part = unit % parts;
            int group = unit / parts;
            run(
                p,
                worker,
                begin,
                count,
                blocks * group / groups,
                blocks * (group + 1) / groups,
                channels * part / parts,
                channels * (part + 1) / parts);
          });
    }
  }

  /** Adds some chains for some blocks of output channels and some channels. */
  private void run(
      Product p, int worker, int begin, int count, int block, int lastBlock, int from, int to) {
    for (int b = block; begin == 0 && b < lastBlock; b++) {
      clear(p, b, from, to);
    }
    for (int i = 0; i < count; i++) {
      for (int b = block; b < lastBlock; b++) {
        add(p, worker, begin + i, lists[i], b, from, to);
      }
    }
    if (begin + count == p.chains()) {
      for (int b = block; b < lastBlock; b++) {
        store(p, b, from, to);
      }
    }
  }

  private void add(Product p, int worker, int chain, ChannelLists l, int block, int from, int to) {
    var targets = p.block(chain, worker);
    var w = workers[worker];
    w.block.reserve(targets.size());
    int out = block * p.width();
    targets.fill(p.dy, p.out, out, Math.min(p.width(), p.out - out), w.block);
    int before = 0;
    for (var group : p.taps.groups()) {
      int first = group.phase() * p.channels;
      for (int i = 0; i < group.offsets().length; i++) {
        w.offsets[i] = w.block.first() + group.offsets()[i];
      }
      (l.binary() ? group.ofOnes() : group.ofValues())
          .run(
              first + from,
              first + to,
              l.starts(),
              l.places(),
              l.values(),
              w.block.array(),
              w.offsets,
              totals.array(),
              totals.first() + p.total(block, before, group, from));
      before += group.taps().length;
    }
  }

  private void clear(Product p, int block, int from, int to) {
    int before = 0;
    for (var group : p.taps.groups()) {
      int first = totals.first() + p.total(block, before, group, from);
      int size = (to - from) * group.taps().length * p.width();
      Arrays.fill(totals.array(), first, first + size, 0);
      before += group.taps().length;
    }
  }

  private void store(Product p, int block, int from, int to) {
    int out = block * p.width();
    var dw = new Matrix(p.dw, 0, p.out, false);
    int before = 0;
    for (var group : p.taps.groups()) {
      int taps = group.taps().length;
      for (int i = 0; i < taps; i++) {
        dw.put(
            totals.array(),
            totals.first() + p.total(block, before, group, from) + i * p.width(),
            taps * p.width(),
            to - from,
            Math.min(p.width(), p.out - out),
            group.taps()[i] * p.channels + from,
            out,
            false);
      }
      before += taps;
    }
  }
}
