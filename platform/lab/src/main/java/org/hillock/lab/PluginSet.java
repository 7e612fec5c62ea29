package org.hillock.lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hillock.lab.record.PluginDescriptor;
import org.hillock.lab.worker.Inspector;
import org.hillock.lab.worker.WorkerMessage.Moved;
import org.hillock.pluginhost.PluginState;

/** Which plugins new runs get, and what became of those they got before. Plain data only. */
final class PluginSet implements Inspector.Listener {

  /** How many plugins out of service stay listed. */
  private static final int REMEMBERED = 32;

  private static final int MOVES = 512;

  /** A plugin and where it is in its life. */
  record Standing(PluginDescriptor plugin, PluginState state, List<String> problems) {}

  private final Map<String, PluginDescriptor> active = new TreeMap<>();
  private final Map<String, PluginDescriptor> retired = oldestLeaving(REMEMBERED);

  /** What was last heard of each, by SHA-256; also before it is known here. */
  private final Map<String, Moved> moves = oldestLeaving(MOVES);

  private static <T> Map<String, T> oldestLeaving(int most) {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
        return size() > most;
      }
    };
  }

  /** New runs get this plugin in place of the one of its id. */
  synchronized void activate(PluginDescriptor plugin) {
    retired.remove(plugin.sha256());
    Optional.ofNullable(active.put(plugin.id(), plugin))
        .filter(old -> !old.sha256().equals(plugin.sha256()))
        .ifPresent(this::retire);
  }

  /** New runs do not get a plugin of this id any more. */
  synchronized void deactivate(String id) {
    Optional.ofNullable(active.remove(id)).ifPresent(this::retire);
  }

  private void retire(PluginDescriptor plugin) {
    retired.remove(plugin.sha256());
    retired.put(plugin.sha256(), plugin);
  }

  /** The plugins that new runs get, by id. */
  synchronized List<PluginDescriptor> active() {
    return List.copyOf(active.values());
  }

  /** Those, then the ones that went out of service lately. */
  synchronized List<Standing> all() {
    var all = new ArrayList<Standing>();
    active.values().forEach(p -> all.add(new Standing(p, PluginState.ACTIVE, List.of())));
    for (var plugin : retired.values()) {
      var move =
          Optional.ofNullable(moves.get(plugin.sha256()))
              .filter(m -> m.state() != PluginState.ACTIVE)
              .orElse(new Moved(plugin.sha256(), PluginState.DRAINING, List.of()));
      all.add(new Standing(plugin, move.state(), move.problems()));
    }
    return all;
  }

  @Override
  public synchronized void moved(Moved move) {
    moves.remove(move.sha256());
    moves.put(move.sha256(), move);
  }

  @Override
  public synchronized void lost(String sha256, String why) {
    active.values().stream()
        .filter(plugin -> plugin.sha256().equals(sha256))
        .map(PluginDescriptor::id)
        .findFirst()
        .ifPresent(this::deactivate);
    moved(new Moved(sha256, PluginState.UNLOADED, List.of(why)));
  }

  /** With the process went the class loaders; a leak stays on record. */
  @Override
  public synchronized void ended() {
    moves.replaceAll(
        (sha256, move) ->
            move.state() == PluginState.LEAKED
                ? move
                : new Moved(sha256, PluginState.UNLOADED, move.problems()));
  }
}
