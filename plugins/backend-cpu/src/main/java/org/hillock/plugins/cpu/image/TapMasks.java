package org.hillock.plugins.cpu.image;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.hillock.plugins.cpu.events.RowBits;
import org.hillock.plugins.cpu.lanes.Lanes;

/**
 * The patches of some target pixels as masks: of each source pixel's channels a word for each part,
 * which serves all taps.
 */
final class TapMasks implements EventLists {

  /** Kinds of sources that are told apart, at most; what is left shares the last. */
  private static final int KINDS = 16;

  private final Widths<MaskGather> gathers;
  private final Sources sources = new Sources();
  private final int[] places = new int[KINDS * Long.SIZE + 2];
  private int channels;
  private int part;
  private int pixels;
  private boolean binary;
  private int depth;

  /** The one target that meets a source through a tap, {@code [taps][sources]}; -1: none. */
  private int[] targets = new int[0];

  /** Of each source; those of a kind meet targets through the same taps, as along a border. */
  private int[] kind = new int[0];

  /** The taps of each kind, as bits. */
  private final long[] patterns = new long[KINDS];

  private int kinds;

  /** {@code [part][source]}. */
  private long[] read = new long[0];

  /**
   * For each part the masks of those sources that have events, by their kinds and the number of
   * events: what comes next is seldom a surprise.
   */
  private long[] masks = new long[0];

  /** Which source each mask is of. */
  private int[] order = new int[0];

  /** Where each part's masks end. */
  private int[] ends = new int[0];

  /** Of each mask's channels, unless all are ones. */
  private float[] values = new float[0];

  TapMasks(Widths<MaskGather> gathers) {
    this.gathers = gathers;
  }

  /** Sets how many channels are a part: whole vectors, a divisor of all, 64 at most. */
  void cut(int part) {
    this.part = part;
  }

  @Override
  public void open(Field field, int channels, MemorySegment x, int first, int count) {
    this.channels = channels;
    pixels = count;
    if (sources.find(field, first, count)) {
      findTargets(field.taps());
      findKinds(field.taps());
    }
    int found = sources.count();
    int parts = channels / part;
    if (masks.length < found * parts) {
      masks = new long[found * parts];
      order = new int[found * parts];
      read = new long[found * parts];
    }
    ends = ends.length < parts ? new int[parts] : ends;
    long from = 4 * sources.first() * channels;
    long strange = 0;
    for (int i = 0; i < found; i++) {
      long row = from + 4L * i * channels;
      for (int p = 0; p < parts; p++) {
        strange |= RowBits.read(x, row + 4L * p * part, part, read, p * found + i);
      }
    }
    binary = strange == 0;
    for (int p = 0; p < parts; p++) {
      ends[p] = sort(p * found, found);
    }
    if (!binary) {
      copyValues(x, from, found, parts);
    }
  }

  private void findTargets(int taps) {
    int found = sources.count();
    targets = targets.length < taps * found ? new int[taps * found] : targets;
    Arrays.fill(targets, 0, taps * found, -1);
    for (int p = 0; p < pixels; p++) {
      for (int tap = 0; tap < taps; tap++) {
        int source = sources.row(p, tap);
        if (source >= 0) {
          targets[tap * found + source] = p;
        }
      }
    }
  }

  private void findKinds(int taps) {
    int found = sources.count();
    kind = kind.length < found ? new int[found] : kind;
    kinds = 0;
    for (int i = 0; i < found; i++) {
      long pattern = 0;
      for (int tap = 0; tap < taps; tap++) {
        pattern |= targets[tap * found + i] < 0 ? 0 : 1L << tap;
      }
      int known = 0;
      while (known < kinds && patterns[known] != pattern) {
        known++;
      }
      if (known == kinds && kinds < KINDS) {
        patterns[kinds++] = pattern;
      }
      kind[i] = Math.min(known, KINDS - 1);
    }
  }

  /** Puts a part's masks in order and says where they end. */
  private int sort(int begin, int found) {
    // While counting, places[key + 1] is how many have the key; then where the next of it goes.
    int none = kinds * Long.SIZE;
    Arrays.fill(places, 0, none + 2, 0);
    for (int i = 0; i < found; i++) {
      places[key(begin, i, none) + 1]++;
    }
    places[0] = begin;
    for (int key = 1; key <= none; key++) {
      places[key] += places[key - 1];
    }
    int end = places[none];
    for (int i = 0; i < found; i++) {
      int to = places[key(begin, i, none)]++;
      masks[to] = read[begin + i];
      order[to] = i;
    }
    return end;
  }

  private int key(int begin, int source, int none) {
    int events = Long.bitCount(read[begin + source]);
    return events == 0 ? none : kind[source] * Long.SIZE + events - 1;
  }

  private void copyValues(MemorySegment x, long from, int found, int parts) {
    values = values.length < found * channels ? new float[found * channels] : values;
    for (int p = 0; p < parts; p++) {
      for (int i = p * found; i < ends[p]; i++) {
        long row = from + 4L * (order[i] * channels + p * part);
        int end = (i + 1) * part;
        for (int to = i * part; to < end; to += Lanes.LENGTH, row += 4L * Lanes.LENGTH) {
          FloatVector.fromMemorySegment(Lanes.SPECIES, x, row, Lanes.ORDER).intoArray(values, to);
        }
      }
    }
  }

  /** {@inheritDoc} They are one part of a tap. */
  @Override
  public void list(int from, int to, int width) {
    depth = from;
  }

  @Override
  public void gather(int vectors, float[] panel, int place, float[] chains, int at) {
    int p = depth % channels / part;
    int found = sources.count();
    gathers
        .of(vectors, binary)
        .run(
            panel,
            place,
            values,
            masks,
            targets,
            order,
            p * found,
            ends[p],
            depth / channels * found,
            part,
            chains,
            at);
  }
}
