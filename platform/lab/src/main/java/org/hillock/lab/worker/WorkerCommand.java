package org.hillock.lab.worker;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What a worker, a model or an inspector is asked. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
  @Type(value = WorkerCommand.Cancel.class, name = "cancel"),
  @Type(value = WorkerCommand.Predict.class, name = "predict"),
  @Type(value = WorkerCommand.Install.class, name = "install"),
  @Type(value = WorkerCommand.Uninstall.class, name = "uninstall"),
  @Type(value = WorkerCommand.Check.class, name = "check"),
  @Type(value = WorkerCommand.Launch.class, name = "launch")
})
public sealed interface WorkerCommand {

  /** To stop at the next step. */
  record Cancel() implements WorkerCommand {}

  /**
   * To predict.
   *
   * @param values {@code [batch][sample…]}, row by row
   */
  record Predict(float[] values, int batch, long seed) implements WorkerCommand {}

  /** To load a plugin and put it into service; {@code name} is for messages. */
  record Install(String sha256, String name) implements WorkerCommand {}

  /** To take a plugin out of service. */
  record Uninstall(String id) implements WorkerCommand {}

  /** To check a specification, which is canonical JSON. */
  record Check(String spec) implements WorkerCommand {}

  /** To say what stands before a worker's command. */
  record Launch(ExecutorChoice choice) implements WorkerCommand {}
}
