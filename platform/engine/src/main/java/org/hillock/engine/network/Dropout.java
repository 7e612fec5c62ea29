package org.hillock.engine.network;

import java.util.List;
import org.hillock.api.backend.Pass.Role;
import org.hillock.api.backend.Pass.Row;
import org.hillock.api.backend.ScanKernel;
import org.hillock.api.backend.ScanKernel.Carry;
import org.hillock.api.backend.ScanKernel.Extent;
import org.hillock.api.backend.ScanProgram;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.ParameterSpec;
import org.hillock.api.network.Preparation;
import org.hillock.api.network.Preparation.Buffer;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.engine.equations.ScanCompiler;

/**
 * Dropout with one mask a sequence. Runs in training only: in inference its output is its input.
 *
 * @param program the product with the mask, which has a value for each feature of each sample
 * @param maskProgram draws the mask
 */
record Dropout(double probability, Shape features, ScanProgram program, ScanProgram maskProgram)
    implements LinearInInputs {

  static Dropout of(double probability, Shape features) {
    var eq = new Equations();
    var mask = eq.parameter(ParameterSpec.given("mask", ParameterSpec.Sharing.FEATURE));
    eq.emit(eq.input().times(mask));
    var masks = new Equations();
    masks.emit(masks.uniform().ge(probability).select(scale(probability), 0));
    return new Dropout(
        probability,
        features,
        ScanCompiler.program("dropout", eq),
        ScanCompiler.program("dropout-mask", masks));
  }

  /** What is left is multiplied by. */
  float scale() {
    return scale(probability);
  }

  private static float scale(double probability) {
    return (float) (1 / (1 - probability));
  }

  @Override
  public String name() {
    return "dropout";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return features;
  }

  @Override
  public Kernel prepare(Preparation at) {
    var kernel = StepPreparation.compiled(at, program);
    var extent = new Extent(at.steps(), at.batch() * features.size());
    var mask = at.saved(features.prepend(at.batch()));
    return new DropoutKernel(
        at,
        StepPreparation.compiled(at, maskProgram),
        kernel,
        extent,
        new TensorList(List.of(mask)),
        TensorList.rows(
            program.inference(), r -> r.role() == Role.INPUT ? at.input(0) : at.output()),
        at.needsGradient(0)
            ? TensorList.rows(program.backward(), r -> backwardRow(at, r))
            : List.of());
  }

  private static Buffer backwardRow(Preparation at, Row row) {
    return switch (row.role()) {
      case OUTPUT_GRADIENT -> at.outputGradient();
      case INPUT_GRADIENT -> at.inputGradient(0);
      default -> at.input(0);
    };
  }

  private final class DropoutKernel implements Kernel {

    private final Preparation at;
    private final ScanKernel draw;
    private final ScanKernel kernel;
    private final Extent extent;
    private final List<Tensor> masks;
    private final List<Tensor> forward;
    private final List<Tensor> backward;

    DropoutKernel(
        Preparation at,
        ScanKernel draw,
        ScanKernel kernel,
        Extent extent,
        List<Tensor> masks,
        List<Tensor> forward,
        List<Tensor> backward) {
      this.at = at;
      this.draw = draw;
      this.kernel = kernel;
      this.extent = extent;
      this.masks = masks;
      this.forward = forward;
      this.backward = backward;
    }

    @Override
    public void forward() {
      long seed = at.random().bits(0);
      draw.infer(new Extent(1, extent.neurons(), seed, 0), masks, List.of(), Carry.NONE);
      kernel.infer(extent, forward, masks, Carry.NONE);
    }

    @Override
    public void backward() {
      if (!backward.isEmpty()) {
        kernel.backward(extent, backward, masks, masks, false, Carry.NONE);
      }
    }
  }
}
