package org.hillock.server.service;

import com.google.inject.Inject;
import io.grpc.stub.StreamObserver;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import org.hillock.engine.component.Kind;
import org.hillock.engine.component.Names;
import org.hillock.lab.Lab;
import org.hillock.lab.record.LabException;
import org.hillock.lab.record.OfferedComponent;
import org.hillock.lab.record.PluginDescriptor;
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
        lab.components().stream()
            .filter(c -> filter.admits("kind", c.type().kind().text()))
            .filter(c -> filter.admits("plugin", c.plugin().map(PluginDescriptor::id).orElse("")))
            .toList();
    var page = Pages.cut(all, request.getPageSize(), request.getPageToken());
    var answer = ListComponentsResponse.newBuilder().setNextPageToken(page.nextToken());
    page.items().forEach(c -> answer.addComponents(ComponentMessages.of(c)));
    Unary.answer(observer, answer.build());
  }

  @Override
  public void getComponent(GetComponentRequest request, StreamObserver<Component> observer) {
    var name = ResourceNames.component("name", request.getName());
    var kind = Kind.named(name.parent());
    var found =
        lab.components().stream()
            .filter(c -> kind.filter(k -> k == c.type().kind()).isPresent())
            .filter(c -> c.type().answersTo(name.child()))
            // Ids win over aliases.
            .min(Comparator.comparing(c -> !c.type().id().equals(name.child())))
            .orElseThrow(() -> unknown(request.getName(), kind, name.child()));
    Unary.answer(observer, ComponentMessages.of(found));
  }

  private LabException unknown(String name, Optional<Kind> kind, String id) {
    var known =
        lab.components().stream()
            .map(OfferedComponent::type)
            .filter(type -> kind.isEmpty() || type.kind() == kind.get())
            .map(type -> kind.isEmpty() ? type.kind().text() : type.id())
            .toList();
    String wrong = kind.isEmpty() ? name.split("/")[1] : id;
    return LabException.notFound(
        name, (kind.isEmpty() ? "unknown kind" : "unknown id") + Names.hint(wrong, known));
  }
}
