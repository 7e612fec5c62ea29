package org.hillock.server.call;

import java.util.List;
import java.util.Optional;

/**
 * The tokens of a server.
 *
 * @param all let in everywhere; if empty, everybody is let in
 * @param plugins let in to the plugin service alone, and may change plugins; if empty, whoever
 *     calls from this machine may
 */
public record AccessTokens(List<AccessToken> all, List<AccessToken> plugins) {

  public AccessTokens {
    all = List.copyOf(all);
    plugins = List.copyOf(plugins);
  }

  static Optional<AccessToken> match(List<AccessToken> tokens, Optional<String> shown) {
    return shown.flatMap(text -> tokens.stream().filter(t -> t.matches(text)).findFirst());
  }
}
