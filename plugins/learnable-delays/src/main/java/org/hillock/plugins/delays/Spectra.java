package org.hillock.plugins.delays;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.stream.Stream;
import org.hillock.api.backend.Device;
import org.hillock.api.tensor.Tensor;

/**
 * From tensors over time to their spectra, as {@link Components} has them, and back. Columns are
 * independent, so the bits do not depend on the threads that share them.
 */
final class Spectra {

  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;

  /** Two real sequences are one complex one. */
  private static final int BLOCK = 2 * Fourier.SIDE_BY_SIDE;

  private final Device device;
  private final Fourier fourier;
  private final Worker[] workers;

  /** What one thread has for itself. */
  private static final class Worker {
    final Fourier.Rows rows;
    final Components components;

    Worker(int points) {
      rows = new Fourier.Rows(points);
      components = new Components(points);
    }
  }

  /**
   * Where the rows of a tensor stand among the points.
   *
   * @param first of the first row
   * @param step from row to row, 1 or -1
   */
  record Place(int first, int step) {

    /** The point of a row; after the last point comes the first. */
    int of(int row, int points) {
      return (first + step * row) % points;
    }
  }

  /** For at least so many points. */
  Spectra(Device device, int least) {
    this.device = device;
    fourier = new Fourier(Fourier.points(least));
    workers =
        Stream.generate(() -> new Worker(fourier.points()))
            .limit(device.threads())
            .toArray(Worker[]::new);
  }

  /** Points of the transform. */
  int points() {
    return fourier.points();
  }

  /**
   * Writes a spectrum.
   *
   * @param from {@code [rows][columns]}
   * @param to {@code [points]} rows as long as those of {@code from}
   */
  void analyse(Tensor from, Place place, Tensor to) {
    analyse(from, place, from, 0, to);
  }

  /**
   * The same of two tensors one after the other.
   *
   * @param before {@code [first][columns]}: stands before {@code from}
   */
  void analyse(Tensor before, Tensor from, Tensor to) {
    int first = before.shape().dim(0);
    analyse(from, new Place(first, 1), before, first, to);
  }

  private void analyse(Tensor from, Place place, Tensor before, int count, Tensor to) {
    int rows = from.shape().dim(0);
    long columns = from.size() / rows;
    share(
        columns,
        (worker, column, width) -> {
          var work = worker.rows;
          Arrays.fill(work.re, 0);
          Arrays.fill(work.im, 0);
          for (int i = 0; i < count; i++) {
            load(before, i * columns + column, width, work, i);
          }
          for (int i = 0; i < rows; i++) {
            load(from, i * columns + column, width, work, place.of(i, points()));
          }
          fourier.transform(work);
          worker.components.separate(work, to, column, width);
        });
  }

  /**
   * Writes what a spectrum stands for.
   *
   * @param from {@code [points]} rows as long as those of {@code to}
   * @param to {@code [rows][columns]}
   */
  void synthesise(Tensor from, Tensor to, Place place) {
    int rows = to.shape().dim(0);
    long columns = to.size() / rows;
    share(
        columns,
        (worker, column, width) -> {
          var work = worker.rows;
          worker.components.join(from, column, width, work);
          fourier.transform(work);
          for (int i = 0; i < rows; i++) {
            store(work, place.of(i, points()), to, i * columns + column, width);
          }
        });
  }

  @FunctionalInterface
  private interface Work {
    void at(Worker worker, long column, int width);
  }

  private void share(long columns, Work work) {
    long blocks = (columns + BLOCK - 1) / BLOCK;
    device.parallel(
        workers.length,
        part -> {
          for (long i = part; i < blocks; i += workers.length) {
            long column = i * BLOCK;
            work.at(workers[part], column, (int) Math.min(BLOCK, columns - column));
          }
        });
  }

  private static void load(Tensor from, long at, int width, Fourier.Rows to, int row) {
    int half = Math.min(width, Fourier.SIDE_BY_SIDE);
    int index = row * Fourier.SIDE_BY_SIDE;
    MemorySegment.copy(from.segment(), FLOAT, 4 * at, to.re, index, half);
    MemorySegment.copy(from.segment(), FLOAT, 4 * (at + half), to.im, index, width - half);
  }

  /** What is complex was collected with its parts exchanged, so that the transform goes back. */
  private static void store(Fourier.Rows from, int row, Tensor to, long at, int width) {
    int half = Math.min(width, Fourier.SIDE_BY_SIDE);
    int index = row * Fourier.SIDE_BY_SIDE;
    MemorySegment.copy(from.im, index, to.segment(), FLOAT, 4 * at, half);
    MemorySegment.copy(from.re, index, to.segment(), FLOAT, 4 * (at + half), width - half);
  }
}
