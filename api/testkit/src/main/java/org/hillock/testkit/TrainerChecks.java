package org.hillock.testkit;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.backend.HardwareBackend;
import org.hillock.api.data.Split;
import org.hillock.api.train.Loss;
import org.hillock.api.train.Trainer;
import org.hillock.api.train.TrainingSession;
import org.hillock.engine.run.ExperimentRunner;
import org.hillock.engine.run.RunResult;
import org.junit.jupiter.api.Assumptions;

/** What is checked of every trainer, on a small task. */
final class TrainerChecks {

  private static final int BATCH = 30;

  static final Suite<Trainer> SUITE =
      new Suite<>(
          Trainer.class,
          List.of(
              new Check<>("learns a small task", TrainerChecks::learns),
              new Check<>("the same bits again, at any number of threads", TrainerChecks::same),
              new Check<>("resumed it ends as if undisturbed", TrainerChecks::resumes),
              new Check<>("ends when it is cancelled", TrainerChecks::cancels)));

  private TrainerChecks() {}

  /** A trainer, and the loss on the training data before and after it. */
  private static final class Watched implements Trainer {

    private final Trainer trainer;
    private double before = Double.NaN;
    private double after = Double.NaN;

    Watched(Trainer trainer) {
      this.trainer = trainer;
    }

    @Override
    public int epochs() {
      return trainer.epochs();
    }

    @Override
    public Loss loss() {
      return trainer.loss();
    }

    @Override
    public void train(TrainingSession session) {
      before = session.evaluate(Split.TRAIN, loss(), BATCH).get("loss");
      trainer.train(session);
      after = session.evaluate(Split.TRAIN, loss(), BATCH).get("loss");
    }
  }

  private static RunResult run(
      Subject<Trainer> subject,
      HardwareBackend backend,
      int threads,
      String folder,
      BooleanSupplier cancelled) {
    var to = subject.rig().directory(folder);
    return Task.run(
        subject.component(), backend, threads, to, Optional.empty(), new RunLog(), cancelled);
  }

  private static void learns(Subject<Trainer> subject) {
    var watched = new Watched(subject.component());
    var to = subject.rig().directory("learns");
    var reference = subject.rig().reference();
    Task.run(watched, reference, 1, to, Optional.empty(), new RunLog(), () -> false);
    if (!(watched.after < watched.before)) {
      throw subject.fault(
          "it does not learn: the loss on the training data does not fall",
          "less than " + watched.before,
          watched.after);
    }
  }

  private static void same(Subject<Trainer> subject) {
    subject
        .rig()
        .threaded()
        .forEach(
            (name, backend) -> {
              var one = run(subject, backend, 1, "one", () -> false).checkpointSha256();
              var two = run(subject, backend, 2, "two", () -> false).checkpointSha256();
              if (!one.equals(two)) {
                throw subject.fault(
                    "not deterministic: the checkpoint differs on backend " + name, one, two);
              }
            });
  }

  /** Runs until it has been asked so often whether it is cancelled; gives how often it asked on. */
  private static int cancelled(Subject<Trainer> subject, String folder, int asks) {
    var asked = new AtomicInteger();
    try {
      run(subject, subject.rig().reference(), 1, folder, () -> asked.incrementAndGet() > asks);
    } catch (HillockException e) {
      if (e.code() != ErrorCode.CANCELLED) {
        throw subject.fault(
            "cancelled it ends with the wrong error",
            ErrorCode.CANCELLED,
            e.code() + ": " + e.getMessage());
      }
    }
    return asked.get() - asks - 1;
  }

  private static void resumes(Subject<Trainer> subject) {
    Assumptions.assumeTrue(subject.component().epochs() > 1, "it has one epoch only");
    var asked = new AtomicInteger();
    var whole =
        run(subject, subject.rig().reference(), 1, "asks", () -> asked.incrementAndGet() < 0);
    cancelled(subject, "half", asked.get() / 2);
    Path checkpoint = subject.rig().directory("half").resolve(ExperimentRunner.CHECKPOINT);
    var resumed =
        Task.run(
            subject.component(),
            subject.rig().reference(),
            1,
            subject.rig().directory("resumed"),
            Optional.of(checkpoint),
            new RunLog(),
            () -> false);
    if (!resumed.checkpointSha256().equals(whole.checkpointSha256())) {
      throw subject.fault(
          "stopped half way and resumed it ends in another checkpoint",
          whole.checkpointSha256(),
          resumed.checkpointSha256());
    }
  }

  /** Evaluations on the way out may ask once more. */
  private static void cancels(Subject<Trainer> subject) {
    int more = cancelled(subject, "cancelled", 0);
    if (more > 1) {
      throw subject.fault(
          "cancelled at its first step it trains on", "no further step", more + " more");
    }
  }
}
