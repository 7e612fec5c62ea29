package org.hillock.engine.component;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hillock.api.backend.HardwareBackend;
import org.hillock.api.data.Augmentation;
import org.hillock.api.data.DataSet;
import org.hillock.api.encoder.Encoder;
import org.hillock.api.equations.Surrogate;
import org.hillock.api.execute.RunExecutor;
import org.hillock.api.metric.Metric;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.result.Exporter;
import org.hillock.api.result.ReportSection;
import org.hillock.api.train.Loss;
import org.hillock.api.train.Optimiser;
import org.hillock.api.train.Schedule;
import org.hillock.api.train.Trainer;

/** What a component is for; follows from the SPI interface its record implements. */
public enum Kind {
  NEURON(NeuronModel.class),
  SURROGATE(Surrogate.class),
  LAYER(Layer.class),
  ENCODER(Encoder.class),
  LOSS(Loss.class),
  OPTIMISER(Optimiser.class),
  SCHEDULE(Schedule.class),
  TRAINER(Trainer.class),
  BACKEND(HardwareBackend.class),
  DATASET(DataSet.class),
  AUGMENTATION(Augmentation.class),
  METRIC(Metric.class),
  REPORT(ReportSection.class),
  EXPORTER(Exporter.class),
  EXECUTOR(RunExecutor.class);

  private final Class<?> type;

  Kind(Class<?> type) {
    this.type = type;
  }

  /** The SPI interface of this kind. */
  public Class<?> type() {
    return type;
  }

  /** The name people see: {@code neuron}, {@code dataset}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What may stand where this kind is asked for: {@code layer or neuron}, {@code encoder}. */
  public String accepted() {
    return this == LAYER ? "layer or neuron" : text();
  }

  /** {@link #accepted()} with its article: {@code an encoder}. */
  public String phrase() {
    return ("AEIOU".indexOf(name().charAt(0)) < 0 ? "a " : "an ") + accepted();
  }

  /** Whether a component of this kind may stand where {@code asked} is asked for. */
  public boolean fits(Kind asked) {
    return asked.type.isAssignableFrom(type);
  }

  /** Whether ids of the two kinds must differ, because both may stand in one place. */
  public boolean sharesNamesWith(Kind other) {
    return fits(other) || other.fits(this);
  }

  /** The kind with this SPI interface, if it is one. */
  public static Optional<Kind> of(Class<?> type) {
    return Arrays.stream(values()).filter(kind -> kind.type == type).findFirst();
  }

  /** The kind with this name ({@link #text()}), if there is one. */
  public static Optional<Kind> named(String text) {
    return Arrays.stream(values()).filter(kind -> kind.text().equals(text)).findFirst();
  }

  /** The kinds of a component class: one if it is well formed. */
  static List<Kind> ofComponent(Class<?> component) {
    return Arrays.stream(values())
        .filter(kind -> kind.type.isAssignableFrom(component))
        .filter(kind -> kind != LAYER || !NEURON.type.isAssignableFrom(component))
        .toList();
  }
}
