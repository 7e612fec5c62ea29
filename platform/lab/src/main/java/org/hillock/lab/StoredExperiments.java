package org.hillock.lab;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hillock.api.ErrorCode;
import org.hillock.engine.spec.Spec;
import org.hillock.lab.record.ExperimentRecord;
import org.hillock.lab.record.LabException;
import org.hillock.lab.record.NewExperiment;
import org.hillock.lab.record.Page;
import org.hillock.lab.record.PageRequest;
import org.hillock.lab.store.Store;

/** Experiments in the store. */
final class StoredExperiments implements Experiments {

  private final Store store;
  private final Sealer sealer;
  private final Runs runs;
  private final DiskGuard disk;
  private final Clock clock;

  StoredExperiments(Store store, Sealer sealer, Runs runs, DiskGuard disk, Clock clock) {
    this.store = store;
    this.sealer = sealer;
    this.runs = runs;
    this.disk = disk;
    this.clock = clock;
  }

  @Override
  public synchronized ExperimentRecord create(NewExperiment wanted) {
    var spec = Spec.parse(wanted.spec());
    var request =
        Requests.of(wanted.requestId(), spec.json(), wanted.id(), new TreeMap<>(wanted.tags()));
    var earlier = Requests.earlier(request, store.experiments()::madeBy);
    if (earlier.isPresent()) {
      return get(earlier.get());
    }
    var id = wanted.id().isEmpty() ? Ids.next('e') : Ids.chosen(wanted.id());
    var experiment = checked(wanted, spec, id);
    if (store.experiments().find(id).isPresent()) {
      throw new LabException(
          ErrorCode.ALREADY_EXISTS,
          "there is an experiment '%s' already; choose another id".formatted(id),
          Map.of("resource", "experiments/" + id));
    }
    disk.check();
    store.experiments().insert(experiment, request);
    return experiment;
  }

  @Override
  public ExperimentRecord check(NewExperiment wanted) {
    return checked(wanted, Spec.parse(wanted.spec()), "");
  }

  private ExperimentRecord checked(NewExperiment wanted, Spec spec, String id) {
    Ids.checkLabels(wanted.tags(), wanted.requestId());
    sealer.check(spec);
    return new ExperimentRecord(
        id, spec.name(), clock.instant(), wanted.tags(), Optional.of(spec.json()));
  }

  @Override
  public ExperimentRecord get(String id) {
    return store
        .experiments()
        .find(id)
        .orElseThrow(
            () -> LabException.notFound("experiments/" + id, "list the experiments to see all"));
  }

  @Override
  public Page<ExperimentRecord> list(PageRequest page) {
    return store.experiments().list(page);
  }

  @Override
  public synchronized void delete(String id, boolean force) {
    get(id);
    var its = store.runs().of(id);
    if (!its.isEmpty() && !force) {
      throw new LabException(
          ErrorCode.FAILED_PRECONDITION,
          "experiment '%s' still has %d runs; delete them first, or force it"
              .formatted(id, its.size()),
          Map.of("resource", "experiments/" + id));
    }
    its.stream().map(runs::get).forEach(StoredRuns::requireFinished);
    its.forEach(runs::delete);
    store.experiments().delete(id);
  }
}
