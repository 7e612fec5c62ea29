package org.hillock.engine.network;

import java.util.ArrayList;
import java.util.List;
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
 * inputs, then its parameters.
 *
 * @param features the features of every input and of the output
 */
record Scan(String name, ScanProgram program, Shape features, boolean spiking, Time time)
    implements Operation {

  /** What the program makes of the time axis. */
  enum Time {
    /** One step after another. */
    SCANNED,
    /** Nothing: there is no state, all elements are alike. */
    FLAT
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return features;
  }

  @Override
  public Kernel prepare(Preparation at) {
    return new ScanOperationKernel(at);
  }

  private final class ScanOperationKernel implements Kernel {

    private final ScanKernel kernel;
    private final boolean training;
    private final Extent extent;
    private final Carries carries;
    private final Draws draws;
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
      var places = IntStream.range(0, program.parameters().size());
      parameters = new TensorList(places.mapToObj(p -> at.input(program.inputs() + p)).toList());
      var row = features.prepend(at.steps(), at.batch());
      var kept = training ? buffers(program.kept(), () -> at.saved(row)) : List.<Buffer>of();
      var pass = training ? program.training() : program.inference();
      forward = TensorList.rows(pass, r -> forwardRow(at, r, kept, row));
      backward =
          training
              ? TensorList.rows(program.backward(), r -> backwardRow(at, r, kept, row))
              : List.of();
      gradients = training ? parameterGradients(at) : List.of();
    }

    private List<Tensor> parameterGradients(Preparation at) {
      var buffers = new ArrayList<Buffer>();
      for (int p = 0; p < program.parameters().size(); p++) {
        buffers.add(
            at.needsGradient(program.inputs() + p)
                ? at.inputGradient(program.inputs() + p)
                : at.input(program.inputs() + p));
      }
      return new TensorList(buffers);
    }

    private Buffer forwardRow(Preparation at, Pass.Row r, List<Buffer> kept, Shape row) {
      return switch (r.role()) {
        case INPUT -> at.input(r.index());
        case KEPT -> kept.get(r.index());
        default -> r.index() == 0 ? at.output() : at.scratch(row);
      };
    }

    private Buffer backwardRow(Preparation at, Pass.Row r, List<Buffer> kept, Shape row) {
      return switch (r.role()) {
        case INPUT -> at.input(r.index());
        case KEPT -> kept.get(r.index());
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
