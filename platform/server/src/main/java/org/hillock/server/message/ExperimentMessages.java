package org.hillock.server.message;

import org.hillock.lab.record.ExperimentRecord;
import org.hillock.lab.record.NewExperiment;
import org.hillock.proto.v1.CreateExperimentRequest;
import org.hillock.proto.v1.Experiment;
import org.hillock.server.call.FieldException;

/** Experiments. */
public final class ExperimentMessages {

  private static final String ID = "[a-z][a-z0-9-]{0,62}";

  private ExperimentMessages() {}

  /** What a request asks to store. */
  public static NewExperiment wanted(CreateExperimentRequest request) {
    String id = request.getExperimentId();
    if (!id.isEmpty() && !id.matches(ID)) {
      throw new FieldException(
          "experiment_id",
          "'%s' must be 1 to 63 of a-z, 0-9 and '-', beginning with a letter".formatted(id));
    }
    return new NewExperiment(
        Specs.text(request.getSpec()), id, request.getTagsMap(), request.getRequestId());
  }

  /** An experiment; without an id it was only checked and has no name. */
  public static Experiment of(ExperimentRecord experiment) {
    var message =
        Experiment.newBuilder()
            .setName(experiment.id().isEmpty() ? "" : "experiments/" + experiment.id())
            .setDisplayName(experiment.title())
            .setCreateTime(Times.of(experiment.created()))
            .putAllTags(experiment.tags());
    experiment.spec().map(Structs::of).ifPresent(message::setSpec);
    return message.build();
  }
}
