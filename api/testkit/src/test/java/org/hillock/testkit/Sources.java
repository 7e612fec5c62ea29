package org.hillock.testkit;

/** Components for plugins written in tests. All are right; faults are put in by the tests. */
final class Sources {

  static final String WAVE =
      """
      @Component(id = "wave", doc = "Slope of a sigmoid.")
      public record Wave(@Param(doc = "how steep it is", value = "4", above = 0) double width)
          implements Surrogate {
        @Override public Expr slope(Expr x) {
          var s = x.times(width).sigmoid();
          return s.times(s.complement()).times(width);
        }
        @Override public double smooth(double x) { return 1 / (1 + Math.exp(-width * x)); }
      }
      """;

  static final String LIF =
      """
      @Component(id = "demo-lif", doc = "Leaky integrate-and-fire.")
      public record DemoLif(
          @Param(doc = "what is left after a step", value = "0.9", min = 0, max = 1) double leak,
          @Param(doc = "derivative of the spike", value = "wave") Surrogate surrogate)
          implements NeuronModel {
        @Override public void define(Equations eq) {
          var v = eq.state("v", 0);
          var u = v.times(leak).plus(eq.input());
          var s = eq.spike(u.minus(1), surrogate);
          eq.next(v, Reset.SOFT.after(u, s, 1));
          eq.emit(s);
        }
        @Override public boolean spiking() { return true; }
      }
      """;

  /** Twice what arrives, by an operation with a gradient of its own. */
  static final String TWICE =
      """
      @Component(id = "twice", doc = "Twice what arrives.")
      public record Twice() implements Layer, Operation {
        @Override public Value define(NetworkBuilder net, Value x) {
          return net.apply(this, List.of(x));
        }
        @Override public String name() { return "twice"; }
        @Override public Shape shape(List<Shape> inputs) { return inputs.getFirst(); }
        @Override public Operation.Kernel prepare(Preparation at) {
          var x = at.input(0);
          var y = at.output();
          if (!at.needsGradient(0)) {
            return new Kernel(x, y, y, y);
          }
          return new Kernel(x, y, at.outputGradient(), at.inputGradient(0));
        }
        private static final class Kernel implements Operation.Kernel {
          private final Preparation.Buffer x;
          private final Preparation.Buffer y;
          private final Preparation.Buffer dy;
          private final Preparation.Buffer dx;
          private float seen;
          Kernel(
              Preparation.Buffer x,
              Preparation.Buffer y,
              Preparation.Buffer dy,
              Preparation.Buffer dx) {
            this.x = x;
            this.y = y;
            this.dy = dy;
            this.dx = dx;
          }
          @Override public void forward() {
            for (long i = 0, n = y.tensor().size(); i < n; i++) {
              y.tensor().set(i, 2 * x.tensor().get(i));
            }
          }
          @Override public void backward() {
            if (dx == y) {
              return;
            }
            for (long i = 0, n = dy.tensor().size(); i < n; i++) {
              dx.tensor().set(i, 2 * dy.tensor().get(i));
            }
          }
        }
      }
      """;

  static final String HELD =
      """
      @Component(id = "held", doc = "The sample at every step.")
      public record Held(@Param(doc = "time steps", value = "3", min = 1) int steps)
          implements Encoder {
        private static final float[] LAST = new float[1];
        @Override public SampleShape encoded(SampleShape sample) {
          return new SampleShape(steps, sample.features());
        }
        @Override public void encode(Tensor sample, Tensor sequence, RandomStream random) {
          for (int t = 0; t < steps; t++) {
            for (long i = 0, n = sample.size(); i < n; i++) {
              sequence.set(t * n + i, sample.get(i));
            }
          }
        }
      }
      """;

  static final String MIRROR =
      """
      @Component(id = "mirror", doc = "Swaps the first and the last value of some samples.")
      public record Mirror(@Param(doc = "how likely", value = "0.5", min = 0, max = 1) double p)
          implements Augmentation {
        private static final float[] LAST = new float[1];
        @Override public void augment(Tensor sample, SampleShape shape, RandomStream random) {
          long n = sample.size();
          if (random.uniform(0) < p) {
            float last = sample.get(n - 1);
            sample.set(n - 1, sample.get(0));
            sample.set(0, last);
          }
        }
      }
      """;

  static final String SQUARES =
      """
      @Component(id = "squares", doc = "Mean square of the last step less the class.")
      public record Squares() implements Loss {
        @Override public double evaluate(Tensor output, int[] labels, Tensor gradient) {
          int steps = output.shape().dim(0);
          int batch = labels.length;
          int classes = output.shape().dim(-1);
          gradient.fill(0);
          double loss = 0;
          for (int b = 0; b < batch; b++) {
            for (int c = 0; c < classes; c++) {
              long i = ((long) (steps - 1) * batch + b) * classes + c;
              double error = output.get(i) - (labels[b] == c ? 1 : 0);
              loss += error * error / batch;
              gradient.set(i, (float) (2 * error / batch));
            }
          }
          return loss;
        }
        @Override public void scores(Tensor output, Tensor scores) {
          scores.copyFrom(output.at(output.shape().dim(0) - 1));
        }
      }
      """;

  static final String DESCENT =
      """
      @Component(id = "descent", doc = "Steepest descent.")
      public record Descent(@Param(doc = "learning rate", value = "0.1", above = 0) double rate)
          implements Optimiser {
        @Override public void define(Equations eq) {
          var w = eq.state(WEIGHT, 0);
          var now = eq.parameter(ParameterSpec.given("rate", ParameterSpec.Sharing.SCALAR));
          eq.next(w, w.minus(eq.input("gradient").times(now)));
        }
        @Override public double[] scalars(long step, double rate) { return new double[] {rate}; }
      }
      """;

  static final String FADING =
      """
      @Component(id = "fading", doc = "Falls in a straight line.")
      public record Fading() implements Schedule {
        @Override public double factor(long step, long steps) { return 1 - (double) step / steps; }
      }
      """;

  static final String LEARNER =
      """
      @Component(id = "learner", doc = "Backpropagation through time, plainly.")
      public record Learner(
          @Param(doc = "passes over the data", value = "4", min = 1) int epochs,
          @Param(doc = "what is minimised", value = "squares") Loss loss,
          @Param(doc = "how it descends", value = "descent") Optimiser optimiser)
          implements Trainer {
        @Override public void train(TrainingSession session) {
          var updates =
              session.optimise("weights", optimiser, session.network().parameters());
          int steps = session.batchCount(org.hillock.api.data.Split.TRAIN, 30);
          for (int epoch = session.firstEpoch(); epoch < epochs; epoch++) {
            int step = 0;
            for (var batch : session.batches(org.hillock.api.data.Split.TRAIN, 30, epoch)) {
              var execution = session.network().training(batch.steps(), batch.size());
              batch.encodeInto(execution.input());
              execution.forward();
              double now =
                  loss.evaluate(execution.output(), batch.labels(), execution.outputGradient());
              session.step(epoch, step++, steps, now, 0.5);
              execution.backward();
              updates.apply(optimiser.rate(), 1);
            }
            session.endEpoch(epoch, Map.of("train_loss", 0.0));
          }
        }
      }
      """;

  static final String PAIRS =
      """
      @Component(id = "pairs", doc = "Two numbers, the larger first or last.")
      public record Pairs() implements DataSet, Samples {
        private static final int[] READS = new int[1];
        @Override public Samples open(java.nio.file.Path store) { return this; }
        @Override public SampleShape shape() { return new SampleShape(0, Shape.of(2)); }
        @Override public int classes() { return 2; }
        @Override public int size(Split split) { return split == Split.VALIDATION ? 0 : 20; }
        @Override public void read(Split split, int index, Tensor sample) {
          sample.set(0, index);
          sample.set(1, index % 2 == 0 ? index + 1 : index - 1);
        }
        @Override public int label(Split split, int index) { return index % 2; }
        @Override public String sha256() { return "0".repeat(64); }
        @Override public String splitDescription() { return "the same twice"; }
        @Override public void close() {}
      }
      """;

  static final String SPIKES =
      """
      @Component(id = "spikes", doc = "How many spikes there were.")
      public record Spikes() implements Metric {
        private static final double[] ALL = new double[1];
        @Override public Measurement begin(org.hillock.api.network.Network network) {
          return new Measurement() {
            private final double[] count = new double[1];
            @Override public void add(Observation batch) {
              batch.activity().forEach(a -> count[0] += a.outputNonZero());
            }
            @Override public List<Figure> figures() {
              return List.of(new Figure("spikes", count[0], "", ""));
            }
          };
        }
      }
      """;

  static final String SIZES =
      """
      @Component(id = "sizes", doc = "How many numbers each parameter has.")
      public record Sizes() implements ReportSection {
        @Override public Recording begin(org.hillock.api.network.Network network) {
          return trained -> {
            var sizes = trained.network().parameters().stream().mapToDouble(p -> p.value().size());
            double[] y = sizes.toArray();
            var series = new Exhibit.Series("sizes", new double[y.length], y);
            var chart =
                new Exhibit.Chart("sizes", Exhibit.Style.BARS, "", "numbers", List.of(series));
            return new Section("Sizes", "", List.of(chart));
          };
        }
      }
      """;

  static final String LIST =
      """
      @Component(id = "list", doc = "The names of the layers.")
      public record LayerList() implements Exporter {
        @Override public void export(TrainedNetwork trained, java.nio.file.Path folder)
            throws java.io.IOException {
          var names = trained.network().layers().stream().map(layer -> layer.name()).toList();
          java.nio.file.Files.write(folder.resolve("layers.txt"), names);
        }
      }
      """;

  private Sources() {}
}
