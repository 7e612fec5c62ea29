package org.hillock.plugins.cpu.image;

import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.hillock.api.backend.Windows;
import org.hillock.plugins.cpu.lanes.Lanes;
import org.hillock.plugins.cpu.parallel.Team;

/**
 * Largest elements of windows: channels are lanes, threads share images. The backward pass looks
 * for the largest element again: that is cheaper than to keep where it was.
 */
public final class MaxPools {

  private static final int L = Lanes.LENGTH;

  private final Team team;
  private final Near[] near;
  private final Map<Windows, Field> fields = new HashMap<>();

  /** Pooling on a team. */
  public MaxPools(Team team) {
    this.team = team;
    near = Stream.generate(Near::new).limit(team.threads()).toArray(Near[]::new);
  }

  /** What is done with the window at some channels. */
  @FunctionalInterface
  private interface Each {

    /**
     * @param channel the first of the channels
     * @param image byte offset of the image
     * @param output byte offset of the window in the output
     */
    void at(Near near, int channel, long image, long output);
  }

  private void windows(Windows w, MemorySegment x, Each each) {
    var field = fields.computeIfAbsent(w, Field::forward);
    int images = Math.toIntExact(x.byteSize() / 4 / w.imageSize());
    team.run(
        images,
        (image, worker) -> {
          long from = 4 * image * w.imageSize();
          long output = 4 * image * w.count() * w.channels();
          for (int row = 0; row < w.outHeight(); row++) {
            for (int column = 0; column < w.outWidth(); column++) {
              near[worker].find(field, row, column);
              for (int c = 0; c < w.channels(); c += L) {
                each.at(near[worker], c, from, output);
              }
              output += 4L * w.channels();
            }
          }
        });
  }

  /** See {@link org.hillock.api.backend.Device#maxPool}. */
  public void forward(Windows w, MemorySegment x, MemorySegment y) {
    windows(w, x, (near, c, image, output) -> largest(near, w.channels(), c, image, x, output, y));
  }

  private static void largest(
      Near near, int channels, int c, long image, MemorySegment x, long output, MemorySegment y) {
    var mask = Lanes.first(channels - c);
    var best = FloatVector.broadcast(Lanes.SPECIES, Float.NEGATIVE_INFINITY);
    for (int i = 0; i < near.count(); i++) {
      best =
          best.max(
              FloatVector.fromMemorySegment(
                  Lanes.SPECIES,
                  x,
                  image + 4 * ((long) near.source(i) * channels + c),
                  Lanes.ORDER,
                  mask));
    }
    best.intoMemorySegment(y, output + 4L * c, Lanes.ORDER, mask);
  }

  /** See {@link org.hillock.api.backend.Device#maxPoolGradient}. */
  public void backward(Windows w, MemorySegment x, MemorySegment dy, MemorySegment dx) {
    dx.fill((byte) 0);
    windows(
        w,
        x,
        (near, c, image, output) ->
            toLargest(near, w.channels(), c, image, x, output + 4L * c, dy, dx));
  }

  private static void toLargest(
      Near near,
      int channels,
      int c,
      long image,
      MemorySegment x,
      long output,
      MemorySegment dy,
      MemorySegment dx) {
    var mask = Lanes.first(channels - c);
    var best = FloatVector.broadcast(Lanes.SPECIES, Float.NEGATIVE_INFINITY);
    var where = FloatVector.zero(Lanes.SPECIES);
    for (int i = 0; i < near.count(); i++) {
      var v =
          FloatVector.fromMemorySegment(
              Lanes.SPECIES,
              x,
              image + 4 * ((long) near.source(i) * channels + c),
              Lanes.ORDER,
              mask);
      var larger = best.compare(VectorOperators.LT, v);
      best = best.blend(v, larger);
      // Of a vector: blending with a number is a method that is not always inlined.
      where = where.blend(FloatVector.broadcast(Lanes.SPECIES, i), larger);
    }
    var gradient = FloatVector.fromMemorySegment(Lanes.SPECIES, dy, output, Lanes.ORDER, mask);
    for (int i = 0; i < near.count(); i++) {
      var here = where.compare(VectorOperators.EQ, i).and(mask);
      long at = image + 4 * ((long) near.source(i) * channels + c);
      FloatVector.fromMemorySegment(Lanes.SPECIES, dx, at, Lanes.ORDER, here)
          .add(gradient)
          .intoMemorySegment(dx, at, Lanes.ORDER, here);
    }
  }
}
