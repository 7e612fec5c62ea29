package org.hillock.server.service;

import com.google.inject.Inject;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.Set;
import org.hillock.engine.component.ComponentClass;
import org.hillock.engine.component.ComponentType;
import org.hillock.engine.component.Kind;
import org.hillock.engine.component.Names;
import org.hillock.lab.Lab;
import org.hillock.lab.record.LabException;
import org.hillock.lab.record.PluginRecord;
import org.hillock.proto.v1.Component;
import org.hillock.proto.v1.ComponentServiceGrpc;
import org.hillock.proto.v1.GetComponentRequest;
import org.hillock.proto.v1.ListComponentsRequest;
import org.hillock.proto.v1.ListComponentsResponse;
import org.hillock.server.message.ComponentMessages;
import org.hillock.server.message.Filter;
import org.hillock.server.message.Pages;
import org.hillock.server.message.ResourceNames;

/** The catalogue of what a specification can be made of. */
final class Components extends ComponentServiceGrpc.ComponentServiceImplBase {

  private final Lab lab;

  @Inject
  Components(Lab lab) {
    this.lab = lab;
  }

  @Override
  public void listComponents(
      ListComponentsRequest request, StreamObserver<ListComponentsResponse> observer) {
    var filter = Filter.parse(request.getFilter(), Set.of("kind", "plugin"));
    var all =
        lab.catalogue().all().stream()
            .filter(type -> filter.admits("kind", type.kind().text()))
            .map(type -> new Offered(type, plugin(type)))
            .filter(o -> filter.admits("plugin", o.plugin.map(PluginRecord::id).orElse("")))
            .toList();
    var page = Pages.cut(all, request.getPageSize(), request.getPageToken());
    var answer = ListComponentsResponse.newBuilder().setNextPageToken(page.nextToken());
    page.items().forEach(o -> answer.addComponents(ComponentMessages.of(o.type, o.plugin)));
    Unary.answer(observer, answer.build());
  }

  @Override
  public void getComponent(GetComponentRequest request, StreamObserver<Component> observer) {
    var name = ResourceNames.component("name", request.getName());
    var kind = Kind.named(name.parent());
    var type =
        kind.flatMap(k -> lab.catalogue().find(k, name.child()))
            .map(ComponentClass::type)
            .filter(found -> found.kind() == kind.orElseThrow())
            .orElseThrow(() -> unknown(request.getName(), kind, name.child()));
    Unary.answer(observer, ComponentMessages.of(type, plugin(type)));
  }

  private LabException unknown(String name, Optional<Kind> kind, String id) {
    var known =
        lab.catalogue().all().stream()
            .filter(type -> kind.isEmpty() || type.kind() == kind.get())
            .map(type -> kind.isEmpty() ? type.kind().text() : type.id())
            .toList();
    String wrong = kind.isEmpty() ? name.split("/")[1] : id;
    return LabException.notFound(
        name, (kind.isEmpty() ? "unknown kind" : "unknown id") + Names.hint(wrong, known));
  }

  private record Offered(ComponentType type, Optional<PluginRecord> plugin) {}

  private Optional<PluginRecord> plugin(ComponentType type) {
    String name = type.kind().text() + "/" + type.id();
    return lab.plugins().list().stream()
        .filter(plugin -> plugin.state().equals("ACTIVE") && plugin.components().contains(name))
        .findFirst();
  }
}
