package org.hillock.lab;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.hillock.api.ErrorCode;
import org.hillock.engine.run.ExperimentRunner;
import org.hillock.engine.run.Prediction;
import org.hillock.lab.execute.ModelProcess;
import org.hillock.lab.record.Home;
import org.hillock.lab.record.Json;
import org.hillock.lab.record.LabException;
import org.hillock.lab.record.Manifest;
import org.hillock.lab.record.ModelInfo;
import org.hillock.lab.record.ResultRecord;
import org.hillock.lab.record.Run;
import org.hillock.lab.record.RunState;
import org.hillock.lab.worker.WorkerMessage.Loaded;

/** The processes of trained networks: started at first use, ended when idle or too many. */
final class ModelPool implements Models, AutoCloseable {

  private static final int MOST = 4;

  private static final class Warm {
    final ModelProcess process;
    int users;
    long usedAt;

    Warm(ModelProcess process) {
      this.process = process;
    }
  }

  private final Home home;
  private final Runs runs;
  private final Results results;
  private final List<String> flags;
  private final Duration idle;
  private final Map<String, Warm> warm = new LinkedHashMap<>();
  private boolean closed;

  ModelPool(Home home, Runs runs, Results results, List<String> flags, Duration idle) {
    this.home = home;
    this.runs = runs;
    this.results = results;
    this.flags = flags;
    this.idle = idle;
  }

  @Override
  public ModelInfo describe(String id) {
    var run = trained(id);
    var manifest = Json.read(run.manifest().orElseThrow(), Manifest.class);
    var encoder = manifest.spec().path("encoder");
    var result = result(id);
    var taken = take(run);
    try {
      var loaded = taken.process.loaded();
      return new ModelInfo(
          loaded.inputShape(),
          loaded.parts().stream().map(part -> part(part, encoder)).toList(),
          loaded.classes(),
          id(encoder),
          result.steps(),
          result.layers().stream().map(ResultRecord.Layer::name).toList(),
          result.layers().stream().mapToLong(ResultRecord.Layer::parameters).sum(),
          result.checkpointSha256());
    } finally {
      giveBack(taken);
    }
  }

  private static ModelInfo.Part part(Loaded.Part part, JsonNode encoder) {
    var own = id(encoder.path(part.name()));
    return new ModelInfo.Part(part.name(), part.shape(), own.isEmpty() ? id(encoder) : own);
  }

  /** The id of a component; empty if there are only components of the parts. */
  private static String id(JsonNode component) {
    return component.isTextual() ? component.textValue() : component.path("type").asText();
  }

  private ResultRecord result(String run) {
    try (var in = results.open(run, ResultRecord.FILE, 0)) {
      return Json.read(new String(in.readAllBytes(), StandardCharsets.UTF_8), ResultRecord.class);
    } catch (IOException e) {
      throw new LabException(
          ErrorCode.CORRUPT_FILE, "the result of run '%s' cannot be read".formatted(run), e);
    }
  }

  @Override
  public Prediction predict(String id, float[] values, List<Long> shape, OptionalLong seed) {
    var run = trained(id);
    var taken = take(run);
    try {
      int batch = batch(shape, taken.process.loaded().inputShape(), values.length);
      return taken.process.predict(values, batch, seed.orElse(run.seed()));
    } finally {
      giveBack(taken);
    }
  }

  private static int batch(List<Long> shape, List<Long> sample, int values) {
    long size = shape.stream().reduce(1L, Math::multiplyExact);
    if (shape.isEmpty() || shape.getFirst() < 1 || !shape.subList(1, shape.size()).equals(sample)) {
      throw new LabException(
          ErrorCode.SHAPE_MISMATCH,
          "the input has the shape %s; expected the batch and then %s".formatted(shape, sample),
          Map.of());
    }
    if (size != values) {
      throw new LabException(
          ErrorCode.SHAPE_MISMATCH,
          "the input's shape %s asks for %d values; %d were sent".formatted(shape, size, values),
          Map.of());
    }
    return Math.toIntExact(shape.getFirst());
  }

  private Run trained(String id) {
    var run = runs.get(id);
    if (run.state() != RunState.SUCCEEDED) {
      throw new LabException(
          ErrorCode.FAILED_PRECONDITION,
          "run '%s' is %s; only a run that has succeeded can predict".formatted(id, run.state()),
          Map.of("resource", "runs/" + id, "state", run.state().name()));
    }
    return run;
  }

  private synchronized Warm take(Run run) {
    if (closed) {
      throw new LabException(ErrorCode.FAILED_PRECONDITION, "the lab closes", Map.of());
    }
    var known = warm.get(run.id());
    if (known == null || !known.process.isAlive()) {
      makeRoom();
      known = new Warm(start(run));
      warm.put(run.id(), known);
    }
    known.users++;
    return known;
  }

  private ModelProcess start(Run run) {
    // Also compares the file with what it was when the run ended.
    results.artefact(run.id(), ExperimentRunner.CHECKPOINT);
    try {
      var log = Files.createDirectories(home.cache("models")).resolve(run.id() + ".log");
      return ModelProcess.start(
          Json.read(run.manifest().orElseThrow(), Manifest.class), home, flags, log);
    } catch (IOException e) {
      throw new LabException(
          ErrorCode.RESOURCE_EXHAUSTED,
          "no process can be started for the network of run '%s': %s"
              .formatted(run.id(), e.getMessage()),
          e);
    }
  }

  private void makeRoom() {
    while (warm.size() >= MOST) {
      var oldest =
          warm.entrySet().stream()
              .filter(entry -> entry.getValue().users == 0)
              .min(Comparator.comparingLong(entry -> entry.getValue().usedAt))
              .orElseThrow(
                  () ->
                      new LabException(
                          ErrorCode.RESOURCE_EXHAUSTED,
                          "%d networks are busy, and no more are held at a time; try again"
                              .formatted(MOST),
                          Map.of("resource", "models", "limit", Integer.toString(MOST))));
      oldest.getValue().process.close();
      warm.remove(oldest.getKey());
    }
  }

  private synchronized void giveBack(Warm taken) {
    taken.users--;
    taken.usedAt = System.nanoTime();
  }

  /** Ends the processes that nobody used for a while. */
  synchronized void endIdle() {
    long now = System.nanoTime();
    warm.values()
        .removeIf(
            held -> {
              boolean old = held.users == 0 && now - held.usedAt > idle.toNanos();
              if (old) {
                held.process.close();
              }
              return old;
            });
  }

  @Override
  public synchronized void close() {
    closed = true;
    warm.values().forEach(held -> held.process.close());
    warm.clear();
  }
}
