package org.hillock.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Plugins with one fault each: the kit names it. */
class WrongPluginsTest {

  private static final String LEFT =
      "plugin demo 1.0.0: something is left of it after it was unloaded: expected its class loader"
          + " to be collected, found that ";

  @TempDir Path folder;

  private void fault(String message, String construction, String... records) {
    var faults = Demo.faults(Demo.jar(folder, construction, records));
    assertTrue(
        faults.stream().anyMatch(fault -> fault.replaceAll("\\s+", " ").contains(message)),
        () -> "expected " + message + "\nfound " + String.join("\n", faults));
  }

  @Test
  void aRightPluginOfEveryKindHasNoFault() {
    var jar =
        Demo.jar(
            folder,
            "",
            Sources.WAVE,
            Sources.LIF,
            Sources.TWICE,
            Sources.HELD,
            Sources.SQUARES,
            Sources.DESCENT,
            Sources.FADING,
            Sources.LEARNER,
            Sources.PAIRS,
            Sources.MIRROR,
            Sources.SPIKES,
            Sources.SIZES,
            Sources.LIST);
    assertEquals(List.of(), Demo.faults(jar));
  }

  /** A source with something in it replaced, and what the kit says to it. */
  private static Arguments wrong(
      String name, String source, String right, String wrong, String message) {
    assertTrue(source.contains(right), right);
    return argumentSet(name, source.replace(right, wrong), message);
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        wrong(
            "a slope off by a factor",
            Sources.WAVE,
            "s.times(s.complement()).times(width)",
            "s.times(s.complement()).times(width * 2)",
            "surrogate 'wave': its slope is not the derivative of its smooth function: expected"),
        wrong(
            "a neuron that says it spikes and does not",
            Sources.LIF,
            "eq.emit(s)",
            "eq.emit(u)",
            "neuron 'demo-lif': it says that it spikes, but emits other numbers: expected 0 or 1"),
        wrong(
            "a parameter with no documentation",
            Sources.LIF,
            "what is left after a step",
            "",
            "component DemoLif.leak: its @Param has no doc"),
        wrong(
            "a parameter documented by its name",
            Sources.LIF,
            "what is left after a step",
            "Leak.",
            "neuron 'demo-lif': its parameter leak is undocumented"),
        wrong(
            "a bad value that is refused by accident",
            Sources.HELD,
            "implements Encoder {",
            "implements Encoder { public Held { if (steps > 2) { List.of().getFirst(); } }",
            "encoder 'held': it cannot be made as"),
        wrong(
            "a gradient off by a factor",
            Sources.TWICE,
            "2 * dy.tensor()",
            "3 * dy.tensor()",
            "(1.50 times that)"),
        wrong(
            "an output without a derivative",
            Sources.TWICE,
            "2 * x.tensor().get(i));",
            "Math.round(200 * x.tensor().get(i)) / 100f);",
            "layer 'twice': whether its gradient is the derivative of its output cannot be told"),
        wrong(
            "a state that leaks between sequences",
            Sources.TWICE,
            "2 * x.tensor().get(i));",
            "2 * x.tensor().get(i) + (seen = 0.5f * seen + x.tensor().get(i)));",
            "layer 'twice': state leaks between sequences: the output differs after another"),
        wrong(
            "an output that is not written whole",
            Sources.TWICE,
            "long i = 0, n = y",
            "long i = 1, n = y",
            "layer 'twice': its output is not written whole, or holds no number, at element 0 of"),
        wrong(
            "a state that leaks between samples",
            Sources.HELD,
            "sample.get(i))",
            "sample.get(i) + LAST[0]++)",
            "encoder 'held': state leaks between samples: the sequence differs after another one"),
        wrong(
            "a loss whose gradient is off by a factor",
            Sources.SQUARES,
            "2 * error",
            "error",
            "(0.500 times that)"),
        wrong(
            "a loss that is a sum",
            Sources.SQUARES,
            "error * error / batch",
            "error * error",
            "loss 'squares': it is not the mean over the samples of a batch: expected"),
        wrong(
            "an optimiser that climbs",
            Sources.DESCENT,
            "w.minus(",
            "w.plus(",
            "optimiser 'descent': the sum of squares, descended along its gradient, does not fall"),
        wrong(
            "a schedule that never learns",
            Sources.FADING,
            "1 - (double) step / steps",
            "Double.NaN",
            "schedule 'fading': the factor of step 0 of 1: expected at least 0, found NaN"),
        wrong(
            "labels out of range",
            Sources.PAIRS,
            "return index % 2;",
            "return index % 3;",
            "dataset 'pairs': the label of sample 2 of split TRAIN is no class: expected 0 to 1"),
        wrong(
            "a state that leaks between samples that are augmented",
            Sources.MIRROR,
            "sample.get(n - 1)",
            "sample.get(n - 1) + LAST[0]++",
            "augmentation 'mirror': state leaks between samples: the sample differs after another"),
        wrong(
            "a sample that is augmented to what is no number",
            Sources.MIRROR,
            "sample.get(n - 1)",
            "Float.NaN",
            "augmentation 'mirror': a sample of 20 steps of 30 is not written whole, or holds no"),
        wrong(
            "reads that differ",
            Sources.PAIRS,
            "sample.set(0, index)",
            "sample.set(0, READS[0]++)",
            "dataset 'pairs': sample 19 of split TRAIN differs when read again"),
        wrong(
            "measurements that share a count",
            Sources.SPIKES,
            "count = new double[1]",
            "count = ALL",
            "metric 'spikes': state leaks between measurements"),
        wrong(
            "a chart of no numbers",
            Sources.SIZES,
            "new double[y.length]",
            "new double[] {Double.NaN, 0, 0, 0}",
            "report 'sizes': point 0 of series 'sizes' in chart 'sizes': expected finite numbers"),
        wrong(
            "an export that holds the time of day",
            Sources.LIST,
            "names);",
            "List.of(\"\" + System.nanoTime()));",
            "exporter 'list': not deterministic: exported again the files differ"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void isNamed(String source, String message) {
    boolean neuron = source.contains("\"wave\"") && !source.contains("record Wave");
    fault(message, "", neuron ? new String[] {Sources.WAVE, source} : new String[] {source});
  }

  static Stream<Arguments> trainers() {
    return Stream.of(
        wrong(
            "a trainer that does not go on where it stopped",
            Sources.LEARNER,
            "session.firstEpoch()",
            "0",
            "trainer 'learner': stopped half way and resumed it ends in another checkpoint"),
        wrong(
            "a trainer that cannot be cancelled",
            Sources.LEARNER,
            "session.step(epoch, step++, steps, now, 0.5);",
            "try { session.step(epoch, step++, steps, now, 0.5); }"
                + " catch (RuntimeException e) { System.nanoTime(); }",
            "trainer 'learner': cancelled at its first step it trains on: expected"),
        wrong(
            "a trainer that does not learn",
            Sources.LEARNER,
            "updates.apply(optimiser.rate(), 1)",
            "updates.apply(0, 1)",
            "trainer 'learner': it does not learn: the loss on the training data does not fall"));
  }

  @ParameterizedTest
  @MethodSource("trainers")
  void isNamedOfATrainer(String source, String message) {
    fault(message, "", Sources.SQUARES, Sources.DESCENT, source);
  }

  @Test
  void aThreadLeftRunning() {
    fault(
        LEFT + "its class loader is held by threads it left behind: demo-thread",
        """
        Thread.ofPlatform().daemon().name("demo-thread")
            .start(() -> { while (true) java.util.concurrent.locks.LockSupport.park(); });
        """,
        Sources.WAVE);
  }

  @Test
  void aCacheOfClassesThatOutlivesIt() {
    try {
      fault(
          "its class loader is held by static field java.lang.System.props",
          "System.getProperties().put(\"demo.cache\", java.util.Map.of(\"wave\", Wave.class));",
          Sources.WAVE);
    } finally {
      System.getProperties().remove("demo.cache");
    }
  }
}
