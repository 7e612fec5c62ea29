package org.hillock.server.message;

import com.google.protobuf.DoubleValue;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.hillock.api.metric.Metric;
import org.hillock.lab.record.NewRun;
import org.hillock.lab.record.RunError;
import org.hillock.lab.record.RunState;
import org.hillock.proto.v1.CreateRunRequest;
import org.hillock.proto.v1.Figure;
import org.hillock.proto.v1.Progress;
import org.hillock.proto.v1.Run;
import org.hillock.server.call.FieldException;

/** Runs. */
public final class RunMessages {

  private static final Pattern EXPERIMENT_TERM =
      Pattern.compile("((?:^| AND )\\s*experiment\\s*=\\s*)experiments/");

  private RunMessages() {}

  /** A filter in the lab's terms, where an experiment is named by its id alone. */
  public static String filter(String filter) {
    return EXPERIMENT_TERM.matcher(filter).replaceAll("$1");
  }

  /** What a request asks to run. */
  public static NewRun wanted(CreateRunRequest request) {
    var source =
        switch (request.getSourceCase()) {
          case EXPERIMENT ->
              new NewRun.Source.Stored(
                  ResourceNames.experiment("experiment", request.getExperiment()));
          case SPEC -> new NewRun.Source.Text(Specs.text(request.getSpec()));
          case SOURCE_NOT_SET ->
              throw new FieldException("spec", "is required, unless an experiment is named");
        };
    var seed =
        request.hasSeed() ? OptionalLong.of(request.getSeed().getValue()) : OptionalLong.empty();
    return new NewRun(
        source, request.getOverridesMap(), seed, request.getTagsMap(), request.getRequestId());
  }

  /** A run; without an id it was only checked and has no name. */
  public static Run of(org.hillock.lab.record.Run run) {
    var message =
        Run.newBuilder()
            .setName(run.id().isEmpty() ? "" : "runs/" + run.id())
            .setDisplayName(run.title())
            .setState(of(run.state()))
            .setCreateTime(Times.of(run.created()))
            .setSeed(run.seed())
            .putAllTags(run.tags());
    run.experiment().ifPresent(id -> message.setExperiment("experiments/" + id));
    run.started().map(Times::of).ifPresent(message::setStartTime);
    run.ended().map(Times::of).ifPresent(message::setEndTime);
    run.progress().map(RunMessages::of).ifPresent(message::setProgress);
    run.figures().stream().map(RunMessages::of).forEach(message::addFigures);
    run.error().map(RunMessages::of).ifPresent(message::setError);
    run.manifest()
        .map(Structs::of)
        .ifPresent(
            manifest ->
                message
                    .setManifest(manifest)
                    .setSpec(manifest.getFieldsOrThrow("spec").getStructValue()));
    return message.build();
  }

  static Run.State of(RunState state) {
    return switch (state) {
      case QUEUED -> Run.State.QUEUED;
      case STARTING -> Run.State.STARTING;
      case RUNNING -> Run.State.RUNNING;
      case SUCCEEDED -> Run.State.SUCCEEDED;
      case FAILED -> Run.State.FAILED;
      case CANCELLED -> Run.State.CANCELLED;
    };
  }

  static Run.Error of(RunError error) {
    return Run.Error.newBuilder()
        .setReason(error.reason())
        .setMessage(error.message())
        .addAllLogTail(error.logTail())
        .build();
  }

  /** The engine counts epochs from 0 and steps within one; the interface from 1 and in all. */
  static Progress of(org.hillock.engine.run.Progress progress) {
    long done = (long) progress.epoch() * progress.steps() + progress.step();
    var message =
        Progress.newBuilder()
            .setEpoch(Math.min(progress.epoch() + 1, progress.epochs()))
            .setEpochs(progress.epochs())
            .setStep(done)
            .setSteps((long) progress.epochs() * progress.steps())
            .setTimeLeft(Times.of(progress.left()));
    ifNumber(progress.loss(), message::setLoss);
    ifNumber(progress.accuracy(), message::setAccuracy);
    ifNumber(progress.spikeRate(), message::setFiringRate);
    return message.build();
  }

  private static void ifNumber(double value, Consumer<DoubleValue> setter) {
    if (!Double.isNaN(value)) {
      setter.accept(DoubleValue.of(value));
    }
  }

  private static Figure of(Metric.Figure figure) {
    return Figure.newBuilder()
        .setName(figure.name())
        .setValue(figure.value())
        .setUnit(figure.unit())
        .setAssumption(figure.assumption())
        .build();
  }
}
