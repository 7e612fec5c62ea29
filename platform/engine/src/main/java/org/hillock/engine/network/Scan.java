package org.hillock.engine.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.hillock.api.backend.Pass;
import org.hillock.api.backend.ScanKernel;
import org.hillock.api.backend.ScanKernel.Extent;
import org.hillock.api.backend.ScanProgram;
import org.hillock.api.network.Operation;
import org.hillock.api.network.Preparation;
import org.hillock.api.network.Preparation.Buffer;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;

/**
 * Equations at work on sequences: neurons, and elementwise functions. Inputs are the program's
 * inputs, then its parameters, then the running variance of each normalised input, then biases that
 * normalisations take into account.
 *
 * @param features the features of every input and of the output
 * @param norms which inputs are normalised first
 */
record Scan(
    String name, Formula formula, Shape features, boolean spiking, Time time, List<BatchNorm> norms)
    implements Operation {

  /** What the program makes of the time axis. */
  enum Time {
    /** One step after another. */
    SCANNED,
    /** Nothing: there is no state, all elements are alike. */
    FLAT
  }

  Scan(String name, Formula formula, Shape features, boolean spiking, Time time) {
    this(name, formula, features, spiking, time, List.of());
  }

  /** The same equations with other normalisations. */
  Scan with(List<BatchNorm> others) {
    return new Scan(name, formula, features, spiking, time, others);
  }

  ScanProgram program() {
    return formula.program();
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return features;
  }

  @Override
  public boolean backwardReadsInput(int input) {
    return program().backward().rows().contains(new Pass.Row(Pass.Role.INPUT, input))
        || norms.stream().anyMatch(n -> n.input() == input);
  }

  @Override
  public boolean backwardReadsOutput() {
    return program().backward().rows().contains(new Pass.Row(Pass.Role.OUTPUT, 0));
  }

  @Override
  public Kernel prepare(Preparation at) {
    return new ScanOperationKernel(at);
  }

  private final class ScanOperationKernel implements Kernel {

    private final ScanProgram program = program();
    private final ScanKernel kernel;
    private final boolean training;
    private final Extent extent;
    private final Carries carries;
    private final Draws draws;
    private final List<Normalisation> normalisations = new ArrayList<>();
    private final List<Tensor> parameters;
    private final List<Tensor> forward;
    private final List<Tensor> backward;
    private final List<Tensor> gradients;
    private final List<Buffer> zeros = new ArrayList<>();

    ScanOperationKernel(Preparation at) {
      kernel = StepPreparation.compiled(at, program);
      training = at.training();
      long population = at.batch() * features.size();
      extent =
          time == Time.SCANNED || program.random()
              ? new Extent(at.steps(), population)
              : Elementwise.of((long) at.steps() * at.batch(), features.size());
      carries = new Carries(at, program.states(), features);
      draws = new Draws(at, program);
      for (int i = 0; i < norms.size(); i++) {
        int variance = program.inputs() + program.parameters().size() + i;
        normalisations.add(
            new Normalisation(at, norms.get(i), program.inputs(), variance, features));
      }
      parameters = parameters(n -> n::value, p -> at.input(program.inputs() + p));
      var row = features.prepend(at.steps(), at.batch());
      var kept = new Kept(at, program, row, features.prepend(at.batch()));
      var pass = training ? program.training() : program.inference();
      forward = TensorList.rows(pass, r -> forwardRow(at, r, kept, row));
      backward =
          training
              ? TensorList.rows(program.backward(), r -> backwardRow(at, r, kept, row))
              : List.of();
      gradients = training ? parameters(n -> n::gradient, p -> gradient(at, p)) : List.of();
    }

    /** A tensor for each parameter of the program: a normalisation's, or that of an input. */
    private List<Tensor> parameters(
        Function<Normalisation, Function<Integer, Optional<Buffer>>> derived,
        Function<Integer, Buffer> own) {
      return new TensorList(
          IntStream.range(0, program.parameters().size())
              .mapToObj(
                  p ->
                      normalisations.stream()
                          .flatMap(n -> derived.apply(n).apply(p).stream())
                          .findFirst()
                          .orElseGet(() -> own.apply(p)))
              .toList());
    }

    private Buffer gradient(Preparation at, int parameter) {
      int input = program.inputs() + parameter;
      return at.needsGradient(input) ? at.inputGradient(input) : at.input(input);
    }

    private Buffer forwardRow(Preparation at, Pass.Row r, Kept kept, Shape row) {
      return switch (r.role()) {
        case INPUT -> at.input(r.index());
        case KEPT, ENTERED -> kept.of(r);
        default -> r.index() == 0 ? at.output() : at.scratch(row);
      };
    }

    private Buffer backwardRow(Preparation at, Pass.Row r, Kept kept, Shape row) {
      return switch (r.role()) {
        case INPUT -> at.input(r.index());
        case KEPT, ENTERED -> kept.of(r);
        case OUTPUT -> at.output();
        case OUTPUT_GRADIENT -> r.index() == 0 ? at.outputGradient() : zero(at, row);
        case INPUT_GRADIENT ->
            at.needsGradient(r.index()) ? at.inputGradient(r.index()) : at.scratch(row);
      };
    }

    /** Only the first emitted value is sent on; no gradient arrives at others. */
    private Buffer zero(Preparation at, Shape row) {
      var zero = at.scratch(row);
      zeros.add(zero);
      return zero;
    }

    @Override
    public void forward() {
      for (int i = 0; i < normalisations.size(); i++) {
        normalisations.get(i).forward();
      }
      run();
    }

    @Override
    public void forwardAgain() {
      for (int i = 0; i < normalisations.size(); i++) {
        normalisations.get(i).forwardAgain();
      }
      run();
    }

    private void run() {
      draws.begin();
      var extent = draws.extent(this.extent, 0);
      if (training) {
        kernel.train(extent, forward, parameters, carries.present());
      } else {
        kernel.infer(extent, forward, parameters, carries.present());
      }
    }

    @Override
    public void backward() {
      for (int i = 0; i < zeros.size(); i++) {
        zeros.get(i).tensor().fill(0);
      }
      kernel.backward(
          draws.extent(extent, 0), backward, parameters, gradients, false, ScanKernel.Carry.NONE);
      for (int i = 0; i < normalisations.size(); i++) {
        normalisations.get(i).backward();
      }
    }
  }

  static List<Buffer> buffers(int count, Supplier<Buffer> maker) {
    var list = new ArrayList<Buffer>();
    for (int i = 0; i < count; i++) {
      list.add(maker.get());
    }
    return list;
  }
}
