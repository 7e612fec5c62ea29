package org.hillock.cli.show;

import java.time.Duration;
import org.hillock.proto.v1.Progress;

/** How far a run is, on one line. */
public final class ProgressText {

  private static final int BAR = 20;

  private ProgressText() {}

  /** With a bar, for a line that is overwritten. */
  public static String bar(Progress progress) {
    double share = progress.getSteps() == 0 ? 0 : (double) progress.getStep() / progress.getSteps();
    int filled = Math.clamp((long) (share * BAR), 0, BAR);
    return "#".repeat(filled) + ".".repeat(BAR - filled) + " " + of(progress);
  }

  /** What is known, and nothing else. */
  public static String of(Progress progress) {
    var text =
        new StringBuilder(
            "epoch %d/%d step %d/%d"
                .formatted(
                    progress.getEpoch(),
                    progress.getEpochs(),
                    progress.getStep(),
                    progress.getSteps()));
    if (progress.hasLoss()) {
      text.append(" loss ").append(Quantity.decimal(progress.getLoss().getValue(), 4));
    }
    if (progress.hasAccuracy()) {
      text.append(" accuracy ").append(Quantity.percent(progress.getAccuracy().getValue()));
    }
    if (progress.hasFiringRate()) {
      text.append(" spikes/neuron/step ")
          .append(Quantity.decimal(progress.getFiringRate().getValue(), 3));
    }
    if (progress.hasTimeLeft() && progress.getStep() < progress.getSteps()) {
      var left =
          Duration.ofSeconds(
              progress.getTimeLeft().getSeconds(), progress.getTimeLeft().getNanos());
      text.append(" ").append(Quantity.roughly(left)).append(" left");
    }
    return text.toString();
  }
}
