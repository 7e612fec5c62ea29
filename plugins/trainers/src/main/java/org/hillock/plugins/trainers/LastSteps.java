package org.hillock.plugins.trainers;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.tensor.Tensor;
import org.hillock.api.train.Loss;

/** Another loss on the end of a sequence. */
@Component(
    id = "last-steps",
    doc =
        "Another loss, and its readout, on the last time steps of the output only: for tasks whose"
            + " answer is asked for at the end. Of a shorter sequence it sees all.",
    cites =
        "Bellec, G., Scherr, F., Subramoney, A., Hajek, E., Salaj, D., Legenstein, R., Maass, W."
            + " (2020). A solution to the learning dilemma for recurrent networks of spiking"
            + " neurons. Nature Communications 11, 3625. (loss in the recall period)")
public record LastSteps(
    @Param(doc = "how many time steps count", unit = "steps", min = 1) int steps,
    @Param(doc = "the loss", value = "cross-entropy-membrane") Loss loss)
    implements Loss {

  @Override
  public int firstStep(int total) {
    int first = Math.max(0, total - steps);
    return first + loss.firstStep(total - first);
  }

  private Tensor end(Tensor output) {
    int total = output.shape().dim(0);
    int first = Math.max(0, total - steps);
    return output.slice(first, total - first);
  }

  @Override
  public double evaluate(Tensor output, int[] labels, Tensor gradient) {
    int total = output.shape().dim(0);
    if (total > steps) {
      gradient.slice(0, total - steps).fill(0);
    }
    return loss.evaluate(end(output), labels, end(gradient));
  }

  @Override
  public void scores(Tensor output, Tensor scores) {
    loss.scores(end(output), scores);
  }
}
