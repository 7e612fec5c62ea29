package org.hillock.lab.record;

/**
 * Who asks for a change of the plugins.
 *
 * @param name of the token shown, or {@code loopback}
 * @param address where the request came from, without a port; empty if from this process
 * @param mayChangePlugins whether plugins may be installed and uninstalled by it
 */
public record Caller(String name, String address, boolean mayChangePlugins) {

  /** Somebody inside this process, who may do all. */
  public static Caller inProcess(String name) {
    return new Caller(name, "", true);
  }
}
