package org.hillock.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.engine.component.Catalogue;

/** The table of this machine's figures, row by row. Not safe for use by several threads. */
public final class Bench implements AutoCloseable {

  private final Rig rig;
  private final List<Row> rows;

  private Bench(Rig rig, List<Row> rows) {
    this.rig = rig;
    this.rows = rows;
  }

  /**
   * All rows with components of this catalogue, which must outlive the bench.
   *
   * @param threads the most threads a row uses, at least 1
   * @param seconds how long a row's turns last together, at least; more than 0
   * @param trained the folder of a finished run of {@code tests/benchmarks/peers/vgg16.yaml}, for
   *     the rows that need trained weights
   */
  public static Bench of(Catalogue catalogue, int threads, double seconds, Optional<Path> trained) {
    if (threads < 1) {
      throw new HillockException(
          ErrorCode.INVALID_ARGUMENT, "threads must be at least 1, got " + threads);
    }
    // Written so that a value that is not a number is refused.
    if (!(seconds > 0)) {
      throw new HillockException(
          ErrorCode.INVALID_ARGUMENT, "seconds must be more than 0, got " + seconds);
    }
    var rig = new Rig(catalogue, threads, seconds);
    var rows =
        Stream.of(
                GemmRows.of(rig),
                ScanRows.of(rig),
                EventRows.of(rig),
                ConvolutionRows.of(rig),
                ScalingRows.of(rig),
                NeuronRows.of(rig),
                StepRows.of(rig),
                trained.map(run -> TrainedRows.of(rig, run)).orElse(List.of()))
            .flatMap(List::stream)
            .toList();
    return new Bench(rig, rows);
  }

  /** The names of all rows, in the order of the table. */
  public List<String> names() {
    return rows.stream().map(Row::name).toList();
  }

  /**
   * Measures a row.
   *
   * @param name one of {@link #names()}
   * @throws HillockException {@code NOT_FOUND} if there is no such row, {@code FAILED_PRECONDITION}
   *     if a component is missing or the backend cannot run here, {@code RESOURCE_EXHAUSTED} if the
   *     row's tensors do not fit into memory
   */
  public Figure measure(String name) {
    return rows.stream()
        .filter(row -> row.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new HillockException(ErrorCode.NOT_FOUND, "no benchmark is called " + name))
        .figure();
  }

  @Override
  public void close() {
    rig.close();
  }
}
