package org.hillock.plugins.cpu.image;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import org.hillock.plugins.cpu.events.RowBits;
import org.hillock.plugins.cpu.lanes.Lanes;

/**
 * The patches of some target pixels as masks: of each source pixel's channels a word for each part,
 * which serves all taps.
 */
final class TapMasks implements EventLists<MaskGather> {

  private final Sources sources = new Sources();
  private int channels;
  private int pixels;
  private int part;
  private boolean binary;

  /** The source of each target, {@code [taps][pixels]}; -1: none. */
  private int[] rows = new int[0];

  /** {@code [part][source]}. */
  private long[] masks = new long[0];

  /** {@code [part][source][channel]}, unless all are ones. */
  private float[] values = new float[0];

  // Of the depths gone to.
  private int from;
  private int to;
  private int width;

  /** See {@link MaskGather#run}. */
  private int[] words = new int[0];

  /** Sets how many channels are a part: whole vectors, a divisor of all, 64 at most. */
  void cut(int part) {
    this.part = part;
  }

  @Override
  public void open(Field field, int channels, MemorySegment x, int first, int count) {
    this.channels = channels;
    pixels = count;
    if (sources.find(field, first, count)) {
      findRows(field.taps());
    }
    long from = 4 * sources.first() * channels;
    int parts = channels / part;
    int found = sources.count();
    masks = masks.length < found * parts ? new long[found * parts] : masks;
    long strange = 0;
    for (int i = 0; i < found; i++) {
      long row = from + 4L * i * channels;
      for (int p = 0; p < parts; p++) {
        strange |= RowBits.read(x, row + 4L * p * part, part, masks, p * found + i);
      }
    }
    binary = strange == 0;
    if (!binary) {
      copyValues(x, from, found, parts);
    }
  }

  private void copyValues(MemorySegment x, long from, int found, int parts) {
    values = values.length < found * channels ? new float[found * channels] : values;
    for (int p = 0, to = 0; p < parts; p++) {
      for (int i = 0; i < found; i++) {
        long row = from + 4L * (i * channels + p * part);
        for (int end = to + part; to < end; to += Lanes.LENGTH, row += 4L * Lanes.LENGTH) {
          FloatVector.fromMemorySegment(Lanes.SPECIES, x, row, Lanes.ORDER).intoArray(values, to);
        }
      }
    }
  }

  private void findRows(int taps) {
    rows = rows.length < taps * pixels ? new int[taps * pixels] : rows;
    for (int tap = 0; tap < taps; tap++) {
      for (int p = 0; p < pixels; p++) {
        rows[tap * pixels + p] = sources.row(p, tap);
      }
    }
  }

  /** {@inheritDoc} They are whole parts. */
  @Override
  public void list(int from, int to, int width) {
    this.from = from;
    this.to = to;
    this.width = width;
  }

  @Override
  public boolean binary() {
    return binary;
  }

  @Override
  public void gather(MaskGather gather, float[] panel, int place, float[] chains, int at) {
    int last = (to - from) / part * MaskGather.FIELDS;
    words = words.length < last ? new int[last] : words;
    for (int depth = from, i = 0; depth < to; depth += part) {
      words[i++] = depth / channels * pixels;
      words[i++] = depth % channels / part * sources.count();
      words[i++] = place + (depth - from) * width;
    }
    gather.run(panel, values, masks, rows, words, last, part, pixels, chains, at);
  }
}
