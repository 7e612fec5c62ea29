package org.hillock.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hillock.api.Plugin;
import org.hillock.api.data.DataSet;
import org.hillock.api.data.SampleShape;
import org.hillock.api.tensor.Shape;
import org.hillock.engine.component.Catalogue;
import org.hillock.engine.component.ComponentReader;
import org.hillock.engine.component.Kind;
import org.hillock.engine.network.Networks;
import org.hillock.engine.run.Experiment;
import org.hillock.engine.spec.Spec;
import org.hillock.engine.train.Encoding;
import org.hillock.plugins.augmentations.AugmentationsPlugin;
import org.hillock.plugins.cpu.CpuPlugin;
import org.hillock.plugins.datasets.Cifar;
import org.hillock.plugins.datasets.Cifar10;
import org.hillock.plugins.datasets.Cifar100;
import org.hillock.plugins.datasets.DatasetsPlugin;
import org.hillock.plugins.datasets.FashionMnist;
import org.hillock.plugins.datasets.ImageFolder;
import org.hillock.plugins.delays.DelaysPlugin;
import org.hillock.plugins.encoders.EncodersPlugin;
import org.hillock.plugins.exporters.ExportersPlugin;
import org.hillock.plugins.iir.IirPlugin;
import org.hillock.plugins.layers.LayersPlugin;
import org.hillock.plugins.metrics.MetricsPlugin;
import org.hillock.plugins.neurons.NeuronsPlugin;
import org.hillock.plugins.speech.Shd;
import org.hillock.plugins.speech.SpeechCommands;
import org.hillock.plugins.speech.SpeechPlugin;
import org.hillock.plugins.speech.SpokenDigits;
import org.hillock.plugins.speech.Ssc;
import org.hillock.plugins.trainers.TrainersPlugin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The experiments that ship with the platform, against the plugins that do. */
class ExamplesTest {

  private static final Path EXAMPLES = Path.of("..", "distribution", "examples");

  /** Components of the shipped plugins. */
  static Catalogue shipped() {
    var types =
        Stream.<Plugin>of(
                new AugmentationsPlugin(),
                new CpuPlugin(),
                new DelaysPlugin(),
                new DatasetsPlugin(),
                new EncodersPlugin(),
                new ExportersPlugin(),
                new IirPlugin(),
                new LayersPlugin(),
                new MetricsPlugin(),
                new NeuronsPlugin(),
                new SpeechPlugin(),
                new TrainersPlugin())
            .flatMap(plugin -> plugin.components().types().stream())
            .toList();
    var reading = ComponentReader.read(types);
    assertEquals(List.of(), reading.problems());
    return Catalogue.of(reading.components());
  }

  static List<Path> examples() throws IOException {
    try (var files = Files.list(EXAMPLES)) {
      return files.sorted().toList();
    }
  }

  @Test
  void thereAreExamples() throws IOException {
    assertTrue(examples().size() >= 4);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void bindsAndEndsInOneOutputForEachClass(Path example) throws IOException {
    var experiment = Spec.parse(Files.readString(example)).bind(shipped());
    assertEquals(example.getFileName().toString(), experiment.name() + ".yaml");
    assertEquals(shipped().of(Kind.METRIC).size(), experiment.metrics().size());
    var absent = absent(experiment.data());
    if (absent.isPresent()) {
      assertEndsInClasses(experiment, absent.get().sample(), absent.get().classes());
    } else {
      try (var samples = experiment.data().open(EXAMPLES)) {
        assertEndsInClasses(experiment, samples.shape(), samples.classes());
      }
    }
  }

  /** What data that need not be installed where this runs look like. */
  private record Known(SampleShape sample, int classes) {

    static Optional<Known> of(int classes, int... shape) {
      return over(0, classes, shape);
    }

    static Optional<Known> over(int steps, int classes, int... shape) {
      return Optional.of(new Known(new SampleShape(steps, Shape.of(shape)), classes));
    }
  }

  private static Optional<Known> absent(DataSet data) {
    return switch (data) {
      case FashionMnist _ -> Known.of(10, 28, 28, 1);
      case Cifar10 _, Cifar _ -> Known.of(10, 32, 32, 3);
      case Cifar100 _ -> Known.of(100, 32, 32, 3);
      case Shd _ -> Known.over(100, 20, 140);
      case Ssc _ -> Known.over(100, 35, 140);
      case SpeechCommands _ -> Known.over(101, 35, 140);
      case SpokenDigits digits ->
          Known.over(
              digits.steps(), digits.reversed() ? 20 : 10, digits.channels() / digits.group());
      case ImageFolder folder -> Known.of(1000, folder.side(), folder.side(), 3);
      default -> Optional.empty();
    };
  }

  private static void assertEndsInClasses(Experiment experiment, SampleShape sample, int classes) {
    var input = Encoding.of(experiment.encoder(), sample).input();
    assertEquals(Shape.of(classes), Networks.outline(experiment.network(), input).output());
  }
}
