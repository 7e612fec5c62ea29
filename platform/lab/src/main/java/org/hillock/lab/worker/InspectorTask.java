package org.hillock.lab.worker;

import java.util.List;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.engine.spec.Spec;
import org.hillock.engine.spec.SpecException;
import org.hillock.lab.worker.WorkerMessage.Answer;
import org.hillock.lab.worker.WorkerMessage.Installed;
import org.hillock.lab.worker.WorkerMessage.Launched;
import org.hillock.lab.worker.WorkerMessage.Refused;
import org.hillock.lab.worker.WorkerMessage.Uninstalled;

/** An inspector that answers commands. For one thread. */
record InspectorTask(Inspector inspector) {

  /** Does what is asked; every error is an answer. */
  Answer answer(WorkerCommand command) {
    try {
      return switch (command) {
        case WorkerCommand.Install(String sha256, String name) ->
            new Installed(inspector.install(sha256, name));
        case WorkerCommand.Uninstall(String id) -> {
          inspector.uninstall(id);
          yield new Uninstalled();
        }
        case WorkerCommand.Launch(ExecutorChoice choice) ->
            new Launched(inspector.launcher(choice));
        case WorkerCommand.Check(String spec) -> inspector.check(Spec.parse(spec));
        case WorkerCommand.Cancel _, WorkerCommand.Predict _ ->
            throw new IllegalArgumentException("no command of an inspector: " + command);
      };
    } catch (SpecException e) {
      return new Refused(e.code(), "", e.problems());
    } catch (HillockException e) {
      return new Refused(e.code(), e.getMessage(), List.of());
    } catch (Throwable e) {
      e.printStackTrace();
      return new Refused(ErrorCode.PLUGIN_FAULT, "a plugin failed: " + e, List.of());
    }
  }
}
