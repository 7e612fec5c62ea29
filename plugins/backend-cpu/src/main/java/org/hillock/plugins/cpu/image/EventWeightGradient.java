package org.hillock.plugins.cpu.image;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.stream.Stream;
import org.hillock.plugins.cpu.events.Events;
import org.hillock.plugins.cpu.gemm.Gemm;
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

  /** One thread's memory. */
  private static final class Worker {
    final Events events = new Events();
    float[] block = new float[0];
    float[] chains = new float[0];
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
    int width = taps.width();
    int blocks = (out + width - 1) / width;
    int parts = Math.clamp((4L * team.threads() + blocks - 1) / blocks, 1, (channels + 31) / 32);
    for (int first = 0; first < p.chains(); first += CHAINS) {
      int begin = first;
      int count = Math.min(CHAINS, p.chains() - first);
      team.run(
          count,
          (i, worker) ->
              lists[i].list(p.block(begin + i, worker), channels, x, workers[worker].events));
      team.run(
          blocks * parts,
          (unit, worker) -> {
            int part = unit % parts;
            for (int i = 0; i < count; i++) {
              run(
                  p,
                  worker,
                  begin + i,
                  lists[i],
                  unit / parts * width,
                  channels * part / parts,
                  channels * (part + 1) / parts);
            }
          });
    }
  }

  /** Adds a chain for some output channels and some channels. */
  private void run(Product p, int worker, int chain, ChannelLists l, int out, int from, int to) {
    var block = p.block(chain, worker);
    var w = workers[worker];
    w.block = Aligned.grow(w.block, block.size());
    int columns = Math.min(p.taps.width(), p.out - out);
    block.fill(p.dy, p.out, out, columns, w.block);
    for (var group : p.taps.groups()) {
      int sums = group.taps().length * p.taps.width();
      w.chains = Aligned.grow(w.chains, (to - from) * sums);
      int first = group.phase() * p.channels;
      (l.binary() ? group.ofOnes() : group.ofValues())
          .run(
              first + from,
              first + to,
              l.all(),
              0,
              l.starts(),
              l.places(),
              l.values(),
              w.block,
              group.offsets(),
              w.chains,
              Aligned.FIRST);
      for (int i = 0; i < group.taps().length; i++) {
        Chains.end(
            w.chains,
            Aligned.FIRST + i * p.taps.width(),
            sums,
            p.taps.width(),
            to - from,
            columns,
            p.dw,
            4 * (((long) group.taps()[i] * p.channels + from) * p.out + out),
            4L * p.out,
            chain > 0);
      }
    }
  }
}
