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
  private int taps;

  /** Where the pixels' sources are; the same for many chunks of a product. */
  private Place place = new Place(new int[0], 0, 0);

  /** Rows of {@link #events} that the pixels meet, {@code [pixels][taps]}; -1: none. */
  private int[] rows = new int[0];

  private int firstRow;
  private int lastRow;

  /** Where each pixel's row goes on, if its tap has begun. */
  private int[] cursors = new int[0];

  private int[] starts = new int[1];
  private int[] places = new int[0];
  private float[] values = new float[0];

  /** Pixels of a field, by its own table and counted within an image. */
  private record Place(int[] table, int first, int count) {

    boolean isSame(int[] otherTable, int otherFirst, int otherCount) {
      return table == otherTable && first == otherFirst && count == otherCount;
    }
  }

  /** Lists the events that target pixels {@code [first, first + count)} of all images meet. */
  void open(Field field, int channels, MemorySegment x, int first, int count) {
    this.channels = channels;
    int inImage = first % field.targets();
    if (!place.isSame(field.rows().table(), inImage, count)) {
      pixels = count;
      taps = field.taps();
      findRows(field, inImage);
      place = new Place(field.rows().table(), inImage, count);
    }
    long pixel = first / field.targets() * (long) field.sources() + firstRow;
    events.list(x, 4 * pixel * channels, 4L * channels, lastRow - firstRow, channels);
  }

  private void findRows(Field field, int first) {
    if (rows.length < taps * pixels) {
      rows = new int[taps * pixels];
    }
    if (starts.length <= pixels) {
      starts = new int[pixels + 1];
      cursors = new int[pixels];
    }
    int width = field.columns().targets();
    int height = field.rows().targets();
    firstRow = Integer.MAX_VALUE;
    lastRow = 0;
    for (int p = 0, at = 0; p < pixels; p++) {
      int target = first + p;
      int image = target / field.targets() * field.sources();
      for (int tap = 0; tap < taps; tap++, at++) {
        int source = field.source(target / width % height, target % width, tap);
        rows[at] = source;
        if (source >= 0) {
          rows[at] += image;
          firstRow = Math.min(firstRow, rows[at]);
          lastRow = Math.max(lastRow, rows[at] + 1);
        }
      }
    }
    firstRow = Math.min(firstRow, lastRow);
    for (int i = 0; i < taps * pixels; i++) {
      rows[i] -= rows[i] < 0 ? 0 : firstRow;
    }
  }

  /**
   * Lists depths {@code [from, to)} of every patch. Depths must be asked for in turn, from 0.
   *
   * @param place of depth {@code from}
   * @param width distance between depths' places
   */
  void list(int from, int to, int place, int width) {
    reserve(to - from);
    int base = place - from * width;
    if (from % channels == 0 && to % channels == 0) {
      listWhole(from / channels, to / channels, base, width);
    } else {
      listParts(from, to, base, width);
    }
  }

  /** Of whole taps. */
  private void listWhole(int firstTap, int lastTap, int base, int width) {
    int[] eventStarts = events.starts();
    int[] columns = events.columns();
    boolean binary = events.binary();
    int tapWidth = channels * width;
    int at = 0;
    for (int p = 0; p < pixels; p++) {
      starts[p] = at;
      for (int tap = firstTap; tap < lastTap; tap++) {
        int row = rows[p * taps + tap];
        if (row >= 0) {
          int first = eventStarts[row];
          int count = eventStarts[row + 1] - first;
          copyPlaces(columns, first, count, base + tap * tapWidth, width, places, at);
          if (!binary) {
            copyValues(first, count, at);
          }
          at += count;
        }
      }
    }
    starts[pixels] = at;
  }

  private void listParts(int from, int to, int base, int width) {
    int at = 0;
    for (int p = 0; p < pixels; p++) {
      starts[p] = at;
      for (int tap = from / channels; tap <= (to - 1) / channels; tap++) {
        int row = rows[p * taps + tap];
        if (row >= 0) {
          int depth = tap * channels;
          int first = depth < from ? cursors[p] : events.starts()[row];
          int end = events.starts()[row + 1];
          int count = to < depth + channels ? countBelow(first, end, to - depth) : end - first;
          copyPlaces(events.columns(), first, count, base + depth * width, width, places, at);
          if (!events.binary()) {
            copyValues(first, count, at);
          }
          cursors[p] = first + count;
          at += count;
        }
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

  private static void copyPlaces(
      int[] columns, int from, int count, int base, int width, int[] places, int to) {
    int i = 0;
    // Short lists are the rule: one vector without asking whether there is an event.
    do {
      IntVector.fromArray(INTS, columns, from + i).mul(width).add(base).intoArray(places, to + i);
      i += Lanes.LENGTH;
    } while (i < count);
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
