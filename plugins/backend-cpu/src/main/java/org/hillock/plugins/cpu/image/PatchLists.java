package org.hillock.plugins.cpu.image;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.hillock.plugins.cpu.events.Events;
import org.hillock.plugins.cpu.lanes.Lanes;

/**
 * The patches of some target pixels as lists of events, a few depths at a time: what {@link
 * Patches} is to dense products. One instance serves one thread.
 */
final class PatchLists {

  private static final VectorSpecies<Integer> INTS =
      VectorSpecies.of(int.class, Lanes.SPECIES.vectorShape());

  private final Events events = new Events();
  private int channels;
  private int pixels;

  /** Rows of {@link #events} that the pixels meet, {@code [taps][pixels]}; -1: none. */
  private int[] rows = new int[0];

  /** Where each pixel's row goes on, if its tap has begun. */
  private int[] cursors = new int[0];

  private int[] starts = new int[1];
  private int[] places = new int[0];
  private float[] values = new float[0];

  /** Lists the events that target pixels {@code [first, first + count)} of all images meet. */
  void open(Field field, int channels, MemorySegment x, int first, int count) {
    this.channels = channels;
    pixels = count;
    if (rows.length < field.taps() * count) {
      rows = new int[field.taps() * count];
    }
    if (starts.length <= count) {
      starts = new int[count + 1];
      cursors = new int[count];
    }
    int least = findRows(field, first);
    int most = -1;
    for (int i = 0; i < field.taps() * count; i++) {
      most = Math.max(most, rows[i]);
    }
    for (int i = 0; i < field.taps() * count; i++) {
      rows[i] = rows[i] < 0 ? -1 : rows[i] - least;
    }
    long at = 4L * (first / field.targets() * (long) field.sources() + least) * channels;
    events.list(x, at, 4L * channels, Math.max(0, most - least + 1), channels);
  }

  /** Rows counted from the first pixel's image; gives the least. */
  private int findRows(Field field, int first) {
    int width = field.columns().targets();
    int height = field.rows().targets();
    int least = Integer.MAX_VALUE;
    for (int tap = 0; tap < field.taps(); tap++) {
      int column = first % width;
      int row = first / width % height;
      int image = 0;
      for (int p = 0; p < pixels; p++) {
        int source = field.source(row, column, tap);
        if (source >= 0) {
          source += image;
          least = Math.min(least, source);
        }
        rows[tap * pixels + p] = source;
        if (++column == width) {
          column = 0;
          if (++row == height) {
            row = 0;
            image += field.sources();
          }
        }
      }
    }
    return least == Integer.MAX_VALUE ? 0 : least;
  }

  /**
   * Lists depths {@code [from, to)} of every patch. Depths must be asked for in turn, from 0.
   *
   * @param place of depth {@code from}
   * @param width distance between depths' places
   */
  void list(int from, int to, int place, int width) {
    reserve(to - from);
    int taps = (to - 1) / channels;
    int at = 0;
    for (int p = 0; p < pixels; p++) {
      starts[p] = at;
      for (int tap = from / channels; tap <= taps; tap++) {
        int row = rows[tap * pixels + p];
        if (row < 0) {
          continue;
        }
        int depth = tap * channels;
        int i = depth < from ? cursors[p] : events.starts()[row];
        int end = events.starts()[row + 1];
        int base = place + (depth - from) * width;
        int count = to < depth + channels ? countBelow(i, end, to - depth) : end - i;
        copyPlaces(i, count, base, width, at);
        if (!events.binary()) {
          copyValues(i, count, at);
        }
        cursors[p] = i + count;
        at += count;
      }
    }
    starts[pixels] = at;
  }

  private void reserve(int depths) {
    // Whole vectors are stored at the last event.
    int room = pixels * depths + Lanes.LENGTH;
    if (places.length < room) {
      places = new int[room];
    }
    if (!events.binary() && values.length < room) {
      values = new float[room];
    }
  }

  private int countBelow(int first, int end, int channel) {
    int[] columns = events.columns();
    for (int i = first; i < end; i += Lanes.LENGTH) {
      // Beyond the end may lie anything, but the array goes on.
      int below =
          IntVector.fromArray(INTS, columns, i).compare(VectorOperators.GE, channel).firstTrue();
      if (below < Lanes.LENGTH) {
        return Math.min(i + below, end) - first;
      }
    }
    return end - first;
  }

  private void copyPlaces(int from, int count, int base, int width, int to) {
    int[] columns = events.columns();
    for (int i = 0; i < count; i += Lanes.LENGTH) {
      IntVector.fromArray(INTS, columns, from + i).mul(width).add(base).intoArray(places, to + i);
    }
  }

  private void copyValues(int from, int count, int to) {
    for (int i = 0; i < count; i += Lanes.LENGTH) {
      FloatVector.fromArray(Lanes.SPECIES, events.values(), from + i).intoArray(values, to + i);
    }
  }

  int[] starts() {
    return starts;
  }

  int[] places() {
    return places;
  }

  float[] values() {
    return values;
  }

  boolean binary() {
    return events.binary();
  }
}
