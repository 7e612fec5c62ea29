package org.hillock.server.service;

import com.google.inject.Inject;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.Set;
import org.hillock.lab.Lab;
import org.hillock.proto.v1.GetPluginRequest;
import org.hillock.proto.v1.InstallPluginRequest;
import org.hillock.proto.v1.ListPluginAuditsRequest;
import org.hillock.proto.v1.ListPluginAuditsResponse;
import org.hillock.proto.v1.ListPluginsRequest;
import org.hillock.proto.v1.ListPluginsResponse;
import org.hillock.proto.v1.Plugin;
import org.hillock.proto.v1.PluginServiceGrpc;
import org.hillock.proto.v1.RollbackPluginRequest;
import org.hillock.proto.v1.UninstallPluginRequest;
import org.hillock.server.call.AccessInterceptor;
import org.hillock.server.call.FieldException;
import org.hillock.server.message.Filter;
import org.hillock.server.message.Pages;
import org.hillock.server.message.PluginMessages;
import org.hillock.server.message.ResourceNames;

/** Puts plugins into the lab and takes them out. */
final class Plugins extends PluginServiceGrpc.PluginServiceImplBase {

  private final Lab lab;

  @Inject
  Plugins(Lab lab) {
    this.lab = lab;
  }

  @Override
  public void listPlugins(
      ListPluginsRequest request, StreamObserver<ListPluginsResponse> observer) {
    var filter = Filter.parse(request.getFilter(), Set.of("state", "id"));
    var all =
        lab.plugins().list().stream()
            .filter(p -> filter.admits("id", p.id()) && filter.admits("state", p.state()))
            .toList();
    var page = Pages.cut(all, request.getPageSize(), request.getPageToken());
    var answer = ListPluginsResponse.newBuilder().setNextPageToken(page.nextToken());
    page.items().forEach(plugin -> answer.addPlugins(PluginMessages.of(plugin)));
    Unary.answer(observer, answer.build());
  }

  @Override
  public void getPlugin(GetPluginRequest request, StreamObserver<Plugin> observer) {
    var name = ResourceNames.plugin("name", request.getName());
    Unary.answer(observer, PluginMessages.of(lab.plugins().get(name.parent(), name.child())));
  }

  @Override
  public StreamObserver<InstallPluginRequest> installPlugin(StreamObserver<Plugin> observer) {
    return new PluginUpload(lab.plugins(), AccessInterceptor.caller(), observer);
  }

  @Override
  public void uninstallPlugin(UninstallPluginRequest request, StreamObserver<Plugin> observer) {
    var name = ResourceNames.plugin("name", request.getName());
    var gone = lab.plugins().uninstall(name.parent(), name.child(), AccessInterceptor.caller());
    Unary.answer(observer, PluginMessages.of(gone));
  }

  @Override
  public void rollbackPlugin(RollbackPluginRequest request, StreamObserver<Plugin> observer) {
    if (request.getPluginId().isEmpty()) {
      throw new FieldException("plugin_id", "name the plugin to roll back, for example 'neurons'");
    }
    var version = Optional.of(request.getVersion()).filter(v -> !v.isEmpty());
    var back = lab.plugins().rollBack(request.getPluginId(), version, AccessInterceptor.caller());
    Unary.answer(observer, PluginMessages.of(back));
  }

  @Override
  public void listPluginAudits(
      ListPluginAuditsRequest request, StreamObserver<ListPluginAuditsResponse> observer) {
    var page =
        lab.plugins()
            .audits(
                Pages.request(request.getPageSize(), request.getPageToken(), request.getFilter()));
    var answer = ListPluginAuditsResponse.newBuilder().setNextPageToken(page.nextToken());
    page.items().forEach(audit -> answer.addAudits(PluginMessages.of(audit)));
    Unary.answer(observer, answer.build());
  }
}
