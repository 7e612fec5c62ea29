package org.hillock.engine.network;

import java.util.List;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.backend.Pass;
import org.hillock.api.backend.ScanKernel;
import org.hillock.api.backend.ScanKernel.Carry;
import org.hillock.api.backend.ScanKernel.Extent;
import org.hillock.api.backend.ScanProgram;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.ParameterSpec;
import org.hillock.api.equations.ParameterSpec.Sharing;
import org.hillock.api.network.Operation;
import org.hillock.api.network.Preparation;
import org.hillock.api.network.Preparation.Buffer;
import org.hillock.api.network.Preparation.CarriedBuffer;
import org.hillock.api.tensor.Shape;
import org.hillock.engine.equations.ScanCompiler;

/**
 * Every time step multiplied by a number of its own. Inputs: x, scale {@code [known steps]}. When a
 * sequence goes on from a state, its steps are counted on.
 */
record ScaledSteps(Shape features, int known, ScanProgram program) implements Operation {

  static ScaledSteps of(Shape features, Shape scale) {
    if (scale.rank() != 1) {
      throw Errors.mismatch("steps are scaled by as many numbers, [steps], got %s", scale);
    }
    var eq = new Equations();
    var factor = eq.parameter(ParameterSpec.learnable("scale", Sharing.SCALAR, 1));
    eq.emit(eq.input().times(factor));
    return new ScaledSteps(features, scale.dim(0), ScanCompiler.program("scaled-steps", eq));
  }

  @Override
  public String name() {
    return "scaled-steps";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return features;
  }

  @Override
  public boolean backwardReadsOutput() {
    return program.backward().rows().contains(new Pass.Row(Pass.Role.OUTPUT, 0));
  }

  @Override
  public Kernel prepare(Preparation at) {
    requireKnown(at.steps());
    return new ScaledKernel(at);
  }

  private void requireKnown(int steps) {
    if (steps > known) {
      throw new HillockException(
          ErrorCode.FAILED_PRECONDITION,
          "has scales for %d time steps, the sequence has reached %d; raise steps"
              .formatted(known, steps));
    }
  }

  private final class ScaledKernel implements Kernel {

    private final ScanKernel kernel;
    private final boolean training;
    private final int steps;
    private final Extent extent;
    private final CarriedBuffer clock;
    private final Buffer gradient;
    private final StepViews.Rows forward;
    private final StepViews.Rows backward;
    private final StepViews.Rows scales;
    private final StepViews.Rows gradients;
    private int begin;

    ScaledKernel(Preparation at) {
      kernel = StepPreparation.compiled(at, program);
      training = at.training();
      steps = at.steps();
      extent = new Extent(1, at.batch() * features.size());
      clock = at.carried("step", Shape.of(1), 0);
      gradient = at.inputGradient(1);
      var row = features.prepend(steps, at.batch());
      var kept = new Kept(at, program, row, row);
      forward = rows(at, training ? program.training() : program.inference(), kept, row);
      backward = training ? rows(at, program.backward(), kept, row) : new StepViews.Rows(List.of());
      scales = new StepViews.Rows(List.of(new StepViews(at.input(1))));
      gradients = new StepViews.Rows(List.of(new StepViews(gradient)));
    }

    private StepViews.Rows rows(Preparation at, Pass pass, Kept kept, Shape row) {
      return new StepViews.Rows(
          pass.rows().stream()
              .map(
                  r ->
                      switch (r.role()) {
                        case INPUT -> at.input(0);
                        case OUTPUT -> at.output();
                        case KEPT, ENTERED -> kept.of(r);
                        case OUTPUT_GRADIENT -> at.outputGradient();
                        case INPUT_GRADIENT ->
                            at.needsGradient(0) ? at.inputGradient(0) : at.scratch(row);
                      })
              .map(StepViews::new)
              .toList());
    }

    @Override
    public void forward() {
      begin = clock.initial().isPresent() ? (int) clock.initial().get().get(0) : 0;
      requireKnown(begin + steps);
      for (int t = 0; t < steps; t++) {
        var rows = forward.moveTo(t);
        var scale = scales.moveTo(begin + t);
        if (training) {
          kernel.train(extent, rows, scale, Carry.NONE);
        } else {
          kernel.infer(extent, rows, scale, Carry.NONE);
        }
      }
      if (clock.last().isPresent()) {
        clock.last().get().set(0, begin + steps);
      }
    }

    @Override
    public void backward() {
      gradient.tensor().fill(0);
      for (int t = 0; t < steps; t++) {
        var scale = scales.moveTo(begin + t);
        var to = gradients.moveTo(begin + t);
        kernel.backward(extent, backward.moveTo(t), scale, to, false, Carry.NONE);
      }
    }
  }
}
