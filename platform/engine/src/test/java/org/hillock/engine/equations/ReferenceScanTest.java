package org.hillock.engine.equations;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.backend.Device;
import org.hillock.api.backend.ScanKernel.Carry;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.ParameterSpec.Sharing;
import org.hillock.api.network.Reset;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Tensor;
import org.hillock.engine.equations.DoubleInterpreter.Arguments;
import org.hillock.engine.reference.ReferenceBackend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments.ArgumentSet;
import org.junit.jupiter.params.provider.MethodSource;

/** The reference backend's scans against the interpreter in double precision. */
class ReferenceScanTest {

  private static final int STEPS = 14;

  private final Arena arena = Arena.ofConfined();
  private final Device device = new ReferenceBackend().open(1);

  @AfterEach
  void release() {
    device.close();
    arena.close();
  }

  static Stream<ArgumentSet> models() {
    var models = new ArrayList<ArgumentSet>();
    for (int n : new int[] {1, 3, 17, 255}) {
      for (var reset : Reset.values()) {
        add(models, "lif " + reset, n, () -> Models.lif(reset));
        add(models, "current " + reset, n, () -> Models.current(reset));
        add(models, "adaptive " + reset, n, () -> Models.adaptive(reset));
      }
      for (var sharing : Sharing.values()) {
        add(models, "learnable " + sharing, n, () -> Models.learnable(sharing));
      }
      add(models, "everything", n, ReferenceScanTest::everything);
    }
    return models.stream();
  }

  private static void add(List<ArgumentSet> models, String name, int n, Supplier<Equations> model) {
    models.add(org.junit.jupiter.params.provider.Arguments.argumentSet(name + " n=" + n, n, model));
  }

  private static Equations everything() {
    var eq = new Equations();
    Models.everything(eq);
    return eq;
  }

  @ParameterizedTest
  @MethodSource("models")
  void agreesWithDoublePrecision(int n, Supplier<Equations> model) {
    var eq = model.get();
    var run = run(eq, STEPS, n);
    var lastGradients = states(eq, n, "last gradients");
    var firstGradients = states(eq, n, "first gradients");
    var last = states(eq, n, "last");
    run.train(new Carry(List.of(), last));
    run.backward(false, new Carry(lastGradients, firstGradients));

    var interpreter = new DoubleInterpreter(eq);
    var wanted = new double[eq.parameters().size()][];
    for (int p = 0; p < wanted.length; p++) {
      wanted[p] = new double[(int) run.parameters.get(p).size()];
    }
    var givenBack = states(eq, n, "last gradients");
    for (int i = 0; i < n; i++) {
      var at =
          new Arguments(
              column(run.inputs, STEPS, n, i),
              eq.states().stream().mapToDouble(Equations.State::initial).toArray(),
              run.parameters.stream().mapToDouble(p -> 0).toArray());
      for (int p = 0; p < at.parameters().length; p++) {
        at.parameters()[p] = run.parameters.get(p).get(i % run.parameters.get(p).size());
      }
      var forward = interpreter.remember(at);
      var backward =
          interpreter.backward(
              at, column(run.outputGradients, STEPS, n, i), column(givenBack, 1, n, i, 0));
      near(forward.emits(), column(run.outputs, STEPS, n, i), 2e-5);
      near(forward.states(), column(last, 1, n, i, 0), 2e-5);
      near(backward.inputs(), column(run.inputGradients, STEPS, n, i), 1e-4);
      near(backward.states(), column(firstGradients, 1, n, i, 0), 1e-4);
      for (int p = 0; p < wanted.length; p++) {
        wanted[p][i % wanted[p].length] += backward.parameters()[p];
      }
    }
    for (int p = 0; p < wanted.length; p++) {
      if (eq.parameters().get(p).learnable()) {
        near(wanted[p], doubles(run.gradients.get(p).toArray()), 3e-4);
      } else {
        assertTrue(Float.isNaN(run.gradients.get(p).get(0)), "a given parameter has no gradient");
      }
    }
  }

  @Test
  void inferenceEmitsWhatTrainingEmits() {
    var train = run(everything(), STEPS, 17);
    var infer = run(everything(), STEPS, 17);
    train.train(Carry.NONE);
    infer.infer(Carry.NONE);
    for (int i = 0; i < train.outputs.size(); i++) {
      assertArrayEquals(train.outputs.get(i).toArray(), infer.outputs.get(i).toArray());
    }
  }

  @Test
  void twoHalvesWithCarriedStatesAreTheWhole() {
    int n = 17;
    var eq = everything();
    var whole = run(eq, STEPS, n);
    whole.train(Carry.NONE);
    whole.backward(false, Carry.NONE);

    var first = half(eq, whole, 0, n);
    var second = half(eq, whole, STEPS / 2, n);
    var state = states(eq, n, "carried");
    first.train(new Carry(List.of(), state));
    second.train(new Carry(state, state));
    var gradient = states(eq, n, "carried gradient");
    second.backward(false, new Carry(List.of(), gradient));
    first.backward(false, new Carry(gradient, gradient));

    for (int e = 0; e < eq.emits().size(); e++) {
      assertArrayEquals(
          whole.outputs.get(e).toArray(), join(first.outputs.get(e), second.outputs.get(e)));
    }
    for (int e = 0; e < eq.inputs().size(); e++) {
      assertArrayEquals(
          whole.inputGradients.get(e).toArray(),
          join(first.inputGradients.get(e), second.inputGradients.get(e)));
    }
    for (int p = 0; p < 2; p++) {
      for (int i = 0; i < whole.gradients.get(p).size(); i++) {
        assertEquals(
            whole.gradients.get(p).get(i),
            first.gradients.get(p).get(i) + second.gradients.get(p).get(i),
            1e-4);
      }
    }
  }

  @Test
  void gradientsOfParametersAreAddedToOnRequest() {
    var run = run(Models.learnable(Sharing.FEATURE), STEPS, 51);
    run.train(Carry.NONE);
    run.backward(false, Carry.NONE);
    var once = run.gradients.get(1).toArray();
    run.backward(true, Carry.NONE);
    var twice = run.gradients.get(1).toArray();
    run.backward(false, Carry.NONE);
    assertArrayEquals(once, run.gradients.get(1).toArray());
    for (int i = 0; i < once.length; i++) {
      assertTrue(once[i] != 0);
      assertEquals(2 * once[i], twice[i], 1e-6 * Math.abs(once[i]));
    }
  }

  @Test
  void statesMayTradePlaces() {
    var eq = new Equations();
    var a = eq.state("a", 1);
    var b = eq.state("b", 2);
    eq.next(a, b);
    eq.next(b, a);
    eq.emit(a.times(10).plus(b));
    var run = run(eq, 3, 1);
    run.infer(Carry.NONE);
    assertArrayEquals(new float[] {12, 21, 12}, run.outputs.getFirst().toArray());
  }

  @Test
  void refusesAParameterThatDoesNotDivideTheNeurons() {
    var parameters = List.of(ScanRun.tensor(arena, 1, 1, 1), ScanRun.tensor(arena, 1, 1, 1));
    var program = ScanCompiler.program("learnable", Models.learnable(Sharing.FEATURE));
    var run = new ScanRun(device, program, arena, 2, 4, parameters);
    var e = assertThrows(HillockException.class, () -> run.train(Carry.NONE));
    assertEquals(ErrorCode.SHAPE_MISMATCH, e.code());
    assertEquals(
        "program learnable: has 3 values of leak, which do not divide 4 neurons", e.getMessage());
  }

  @Test
  void refusesStatesOfAnotherSize() {
    var run = run(Models.lif(Reset.HARD), 2, 4);
    var wrong = new Carry(List.of(ScanRun.tensor(arena, 3)), List.of());
    var e = assertThrows(HillockException.class, () -> run.infer(wrong));
    assertEquals("program test: state v holds 3 elements, expected 4", e.getMessage());
  }

  /** Random inputs and gradients of outputs; as many features as divide n. */
  private ScanRun run(Equations eq, int steps, int n) {
    var parameters = new ArrayList<Tensor>();
    for (var p : eq.parameters()) {
      int size = p.sharing() == Sharing.SCALAR ? 1 : n % 51 == 0 ? 51 : n;
      var tensor = ScanRun.tensor(arena, size);
      random(tensor, p.name(), p.initial(), 0.05);
      parameters.add(tensor);
    }
    var run = new ScanRun(device, ScanCompiler.program("test", eq), arena, steps, n, parameters);
    for (int i = 0; i < run.inputs.size(); i++) {
      random(run.inputs.get(i), "input" + i, 0.3, 0.6);
    }
    for (int i = 0; i < run.outputs.size(); i++) {
      random(run.outputGradients.get(i), "gradient" + i, 0, 1);
    }
    return run;
  }

  private ScanRun half(Equations eq, ScanRun whole, int from, int n) {
    var half =
        new ScanRun(
            device, ScanCompiler.program("test", eq), arena, STEPS / 2, n, whole.parameters);
    copy(whole.inputs, half.inputs, from * n);
    copy(whole.outputGradients, half.outputGradients, from * n);
    return half;
  }

  private static void copy(List<Tensor> from, List<Tensor> to, int offset) {
    for (int r = 0; r < from.size(); r++) {
      for (int i = 0; i < to.get(r).size(); i++) {
        to.get(r).set(i, from.get(r).get(offset + i));
      }
    }
  }

  private List<Tensor> states(Equations eq, int n, String name) {
    var states = new ArrayList<Tensor>();
    for (var state : eq.states()) {
      var tensor = ScanRun.tensor(arena, n);
      random(tensor, name + state.name(), 0, 1);
      states.add(tensor);
    }
    return states;
  }

  private static void random(Tensor tensor, String name, double mean, double deviation) {
    var random = RandomStream.of(7).named(name);
    for (long i = 0; i < tensor.size(); i++) {
      tensor.set(i, (float) (mean + deviation * random.gaussian(i)));
    }
  }

  private static double[][] column(List<Tensor> rows, int steps, int n, int i) {
    var columns = new double[rows.size()][steps];
    for (int r = 0; r < columns.length; r++) {
      for (int t = 0; t < steps; t++) {
        columns[r][t] = rows.get(r).get((long) t * n + i);
      }
    }
    return columns;
  }

  /** One time step of each row. */
  private static double[] column(List<Tensor> rows, int steps, int n, int i, int t) {
    return Stream.of(column(rows, steps, n, i)).mapToDouble(c -> c[t]).toArray();
  }

  private static double[] doubles(float[] values) {
    var doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  private static float[] join(Tensor a, Tensor b) {
    var joined = new float[(int) (a.size() + b.size())];
    for (int i = 0; i < joined.length; i++) {
      joined[i] = i < a.size() ? a.get(i) : b.get(i - a.size());
    }
    return joined;
  }

  private static void near(double[][] want, double[][] got, double tolerance) {
    for (int i = 0; i < want.length; i++) {
      near(want[i], got[i], tolerance);
    }
  }

  private static void near(double[] want, double[] got, double tolerance) {
    assertEquals(want.length, got.length);
    for (int i = 0; i < want.length; i++) {
      assertEquals(want[i], got[i], tolerance * (1 + Math.abs(want[i])), "element " + i);
    }
  }
}
