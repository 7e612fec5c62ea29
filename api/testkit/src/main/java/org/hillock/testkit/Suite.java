package org.hillock.testkit;

import java.util.List;
import org.hillock.engine.component.Kind;

/**
 * What is checked of the components of a kind.
 *
 * @param spi the SPI interface of the kind
 */
record Suite<T>(Class<T> spi, List<Check<T>> checks) {

  Suite {
    checks = List.copyOf(checks);
  }

  /** That of a kind. */
  static Suite<?> of(Kind kind) {
    return switch (kind) {
      case NEURON -> NeuronChecks.SUITE;
      case SURROGATE -> SurrogateChecks.SUITE;
      case LAYER -> LayerChecks.SUITE;
      case ENCODER -> EncoderChecks.SUITE;
      case LOSS -> LossChecks.SUITE;
      case OPTIMISER -> OptimiserChecks.SUITE;
      case SCHEDULE -> ScheduleChecks.SUITE;
      case TRAINER -> TrainerChecks.SUITE;
      case BACKEND -> BackendChecks.SUITE;
      case DATASET -> DataSetChecks.SUITE;
      case AUGMENTATION -> AugmentationChecks.SUITE;
      case METRIC -> MetricChecks.SUITE;
      case REPORT -> ReportChecks.SUITE;
      case EXPORTER -> ExporterChecks.SUITE;
      case EXECUTOR -> ExecutorChecks.SUITE;
    };
  }
}
