package org.hillock.pluginhost.verify;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.hillock.pluginhost.Finding;

/**
 * What a verifying process said until it ended.
 *
 * @param other lines that are no messages
 */
record Transcript(List<Message> messages, List<String> other) {

  /** Reads to the end of the process. */
  static Transcript read(BufferedReader lines) {
    var messages = new ArrayList<Message>();
    var other = new ArrayList<String>();
    try {
      for (var next = lines.readLine(); next != null; next = lines.readLine()) {
        var line = next;
        Message.read(line).ifPresentOrElse(messages::add, () -> other.add(line));
      }
    } catch (IOException _) {
      // The process was ended.
    }
    return new Transcript(messages, other);
  }

  /**
   * What it amounts to.
   *
   * @param end says why the process ended, if not all was looked at
   */
  Verdict verdict(Supplier<Finding> end) {
    var plugin = Optional.<Verdict.Loaded>empty();
    var findings = new ArrayList<Finding>();
    boolean done = false;
    for (var message : messages) {
      switch (message) {
        case Message.Found(var finding) -> findings.add(finding);
        case Message.Loaded(var loaded) -> plugin = Optional.of(loaded);
        case Message.Done _ -> done = true;
      }
    }
    if (!done) {
      findings.add(end.get());
    }
    return new Verdict(plugin, findings);
  }
}
