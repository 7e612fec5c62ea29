package org.hillock.lab.execute;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.engine.spec.Spec;
import org.hillock.engine.spec.SpecException;
import org.hillock.lab.execute.InspectorPeer.Answered;
import org.hillock.lab.execute.InspectorPeer.Ended;
import org.hillock.lab.execute.InspectorPeer.Outcome;
import org.hillock.lab.record.Home;
import org.hillock.lab.record.LabException;
import org.hillock.lab.record.PluginDescriptor;
import org.hillock.lab.worker.ExecutorChoice;
import org.hillock.lab.worker.Inspector;
import org.hillock.lab.worker.WorkerCommand;
import org.hillock.lab.worker.WorkerMessage;
import org.hillock.lab.worker.WorkerMessage.Checked;
import org.hillock.lab.worker.WorkerMessage.Installed;
import org.hillock.lab.worker.WorkerMessage.Launched;
import org.hillock.lab.worker.WorkerMessage.Moved;
import org.hillock.lab.worker.WorkerMessage.Refused;
import org.hillock.pluginhost.JvmFlags;
import org.hillock.pluginhost.PluginState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An inspector with the plugins in a process of its own. Whatever a plugin does there, the answer
 * is an error that says so; the next request finds a new process with the plugins in service.
 */
public final class InspectorProcess implements Inspector {

  private static final Logger LOG = LoggerFactory.getLogger(InspectorProcess.class);

  /** How long a plugin is watched after it is loaded. */
  private static final Duration SETTLING = Duration.ofSeconds(1);

  private final Home home;
  private final List<String> flags;
  private final Duration limit;
  private final Duration dataLimit;
  private final Quota quota;
  private final Listener listener;

  /** Fair: requests are served in their order. Guards what follows. */
  private final ReentrantLock lock = new ReentrantLock(true);

  private final SequencedMap<String, PluginDescriptor> active = new LinkedHashMap<>();
  private volatile Optional<InspectorPeer> peer = Optional.empty();
  private volatile boolean closed;

  /**
   * An inspector whose process starts when it is needed.
   *
   * @param flags of a worker's JVM; whatever does not fit into a worker's memory cannot be run
   * @param limit how long an answer may take on a machine that does nothing else
   * @param dataLimit the same for the opening of a data set, which the other does not count
   * @param quota what plugins may write meanwhile
   */
  public InspectorProcess(
      Home home,
      List<String> flags,
      Duration limit,
      Duration dataLimit,
      Quota quota,
      Listener listener) {
    this.home = home;
    this.flags = Stream.concat(flags.stream(), JvmFlags.forLooking().stream()).toList();
    this.limit = limit;
    this.dataLimit = dataLimit;
    this.quota = quota;
    this.listener = listener;
  }

  @Override
  public void warm() {
    Thread.ofPlatform().daemon().name("inspector-start").start(() -> locked(this::warmUp));
  }

  private Optional<InspectorPeer> warmUp() {
    try {
      return closed || active.isEmpty() ? Optional.empty() : Optional.of(ready());
    } catch (HillockException e) {
      LOG.error("the inspector does not start; the next request tries again", e);
      return Optional.empty();
    }
  }

  private <T> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void restore(PluginDescriptor plugin) {
    locked(() -> active.put(plugin.id(), plugin));
  }

  @Override
  public PluginDescriptor install(String sha256, String name) {
    return locked(
        () -> {
          var command = new WorkerCommand.Install(sha256, name);
          var answer = answer(ask(command), "the plugin " + name + " cannot be installed: it");
          var plugin = ((Installed) answer).plugin();
          active.put(plugin.id(), plugin);
          return plugin;
        });
  }

  @Override
  public void uninstall(String id) {
    locked(() -> Optional.ofNullable(active.remove(id)).map(this::remove));
  }

  private PluginDescriptor remove(PluginDescriptor plugin) {
    var loaded = peer.filter(InspectorPeer::isAlive);
    if (loaded.isEmpty()) {
      listener.moved(new Moved(plugin.sha256(), PluginState.UNLOADED, List.of()));
    } else if (loaded.get().ask(new WorkerCommand.Uninstall(plugin.id()), limit) instanceof Ended) {
      warm();
    }
    return plugin;
  }

  @Override
  public Checked check(Spec spec) {
    var name = spec.name().isEmpty() ? "the spec" : "the spec '" + spec.name() + "'";
    var command = new WorkerCommand.Check(spec.json());
    return locked(
        () -> (Checked) answer(ask(command), name + " cannot be checked: a plugin it uses"));
  }

  @Override
  public List<String> launcher(ExecutorChoice choice) {
    var command = new WorkerCommand.Launch(choice);
    var what = "workers cannot be started by '%s': a plugin".formatted(choice.executor());
    return locked(() -> ((Launched) answer(ask(command), what)).words());
  }

  /** Asks again if need be: a plugin loaded earlier may end the process under an innocent one. */
  private Outcome ask(WorkerCommand command) {
    var outcome = ready().ask(command, limit);
    if (isSudden(outcome)) {
      outcome = ready().ask(command, limit);
    }
    return isSudden(outcome) && hasDroppedCulprits() ? ready().ask(command, limit) : outcome;
  }

  private boolean isSudden(Outcome outcome) {
    return outcome instanceof Ended(_, boolean byItself) && byItself && !closed;
  }

  /** Whether plugins in service ended the process without being asked; they serve no longer. */
  private boolean hasDroppedCulprits() {
    int before = active.size();
    boolean more = true;
    while (more) {
      more = ready().endWithin(SETTLING).isPresent() && dropCulprit();
    }
    return active.size() < before;
  }

  /**
   * The answer; everything else becomes an exception.
   *
   * @param what how the message begins if the process has ended
   */
  private WorkerMessage answer(Outcome outcome, String what) {
    return switch (outcome) {
      case Answered(Refused refused) when refused.problems().isEmpty() ->
          throw new HillockException(refused.code(), refused.message());
      case Answered(Refused refused) -> throw new SpecException(refused.code(), refused.problems());
      case Answered(WorkerMessage good) -> good;
      case Ended(String how, _) -> {
        requireOpen();
        warm();
        throw new HillockException(ErrorCode.PLUGIN_FAULT, what + " " + how);
      }
    };
  }

  private void requireOpen() {
    if (closed) {
      throw new LabException(ErrorCode.FAILED_PRECONDITION, "the lab closes", Map.of());
    }
  }

  /** The process with every plugin in service; those that cannot be loaded are not any more. */
  private InspectorPeer ready() {
    requireOpen();
    if (peer.filter(InspectorPeer::isAlive).isPresent()) {
      return peer.get();
    }
    var fresh = restarted();
    for (var plugin : List.copyOf(active.values())) {
      var outcome = load(fresh, plugin);
      if (!isSudden(outcome)) {
        problem(outcome).ifPresent(why -> drop(plugin, why));
      }
      if (!fresh.isAlive()) {
        if (active.containsValue(plugin) && !dropCulprit()) {
          throw new LabException(
              ErrorCode.PLUGIN_FAULT,
              "plugins cannot be looked at: their process ends while %s is loaded, and no plugin ends it alone; uninstall the one you suspect"
                  .formatted(plugin.label()),
              Map.of());
        }
        return ready();
      }
    }
    return fresh;
  }

  /**
   * Drops a plugin that ends a process it is alone in, if there is one. The process in which the
   * end was seen does not tell which it was, since plugins have threads.
   */
  private boolean dropCulprit() {
    for (var plugin : List.copyOf(active.sequencedValues().reversed())) {
      var alone = restarted();
      var problem = problem(load(alone, plugin));
      if (problem.isEmpty()) {
        problem = alone.endWithin(SETTLING).map(end -> "once it was loaded, it " + end.how());
      }
      requireOpen();
      alone.close();
      if (problem.isPresent()) {
        drop(plugin, problem.get());
        return true;
      }
    }
    return false;
  }

  private InspectorPeer restarted() {
    requireOpen();
    peer.ifPresent(InspectorPeer::close);
    var fresh = started();
    peer = Optional.of(fresh);
    return fresh;
  }

  private Outcome load(InspectorPeer into, PluginDescriptor plugin) {
    var command = new WorkerCommand.Install(plugin.sha256(), plugin.label());
    var outcome = into.ask(command, limit);
    requireOpen();
    return outcome;
  }

  private void drop(PluginDescriptor plugin, String why) {
    LOG.error("plugin {} serves no longer: {}", plugin.label(), why);
    active.remove(plugin.id());
    listener.lost(plugin.sha256(), why);
  }

  private static Optional<String> problem(Outcome outcome) {
    return switch (outcome) {
      case Answered(Installed _) -> Optional.empty();
      case Answered(Refused refused) -> Optional.of(refused.message());
      case Answered(WorkerMessage other) -> Optional.of("it answered " + other);
      case Ended(String how, _) -> Optional.of("while it was loaded, it " + how);
    };
  }

  private InspectorPeer started() {
    try {
      return InspectorPeer.start(home, flags, dataLimit, quota, listener);
    } catch (IOException e) {
      throw new LabException(
          ErrorCode.RESOURCE_EXHAUSTED,
          "plugins cannot be looked at, because no process for that can be started: %s"
              .formatted(e.getMessage()),
          e);
    }
  }

  /** Ends the process at once; requests that wait are refused. */
  @Override
  public void close() {
    closed = true;
    peer.ifPresent(InspectorPeer::kill);
    locked(
        () -> {
          peer.ifPresent(InspectorPeer::close);
          return peer;
        });
  }
}
