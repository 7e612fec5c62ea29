package org.hillock.cli.client;

import java.util.ArrayList;
import java.util.List;
import org.hillock.proto.v1.Component;
import org.hillock.proto.v1.ListComponentsRequest;
import org.hillock.proto.v1.ListPluginsRequest;
import org.hillock.proto.v1.Plugin;

/** Lists of the server, all their pages. */
public final class Listings {

  private Listings() {}

  /**
   * Plugins.
   *
   * @param filter as the protocol has it; empty for all
   */
  public static List<Plugin> plugins(Connection connection, String filter) {
    var all = new ArrayList<Plugin>();
    var request = ListPluginsRequest.newBuilder().setFilter(filter);
    do {
      var page = connection.plugins().listPlugins(request.build());
      all.addAll(page.getPluginsList());
      request.setPageToken(page.getNextPageToken());
    } while (!request.getPageToken().isEmpty());
    return all;
  }

  /**
   * Components.
   *
   * @param filter as the protocol has it; empty for all
   */
  public static List<Component> components(Connection connection, String filter) {
    var all = new ArrayList<Component>();
    var request = ListComponentsRequest.newBuilder().setFilter(filter);
    do {
      var page = connection.components().listComponents(request.build());
      all.addAll(page.getComponentsList());
      request.setPageToken(page.getNextPageToken());
    } while (!request.getPageToken().isEmpty());
    return all;
  }
}
