package org.hillock.server.wire;

import java.util.Set;

/** Names under which a machine reaches itself. */
final class LoopbackHost {

  private static final Set<String> NAMES = Set.of("localhost", "[::1]");

  private LoopbackHost() {}

  /** The host of {@code host:port}. */
  static String of(String authority) {
    int colon = authority.lastIndexOf(':');
    return colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
  }

  static boolean is(String host) {
    return NAMES.contains(host) || host.matches("127(\\.[0-9]{1,3}){3}");
  }
}
