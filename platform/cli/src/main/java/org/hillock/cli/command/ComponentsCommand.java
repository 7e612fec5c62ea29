package org.hillock.cli.command;

import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.cli.client.CallException;
import org.hillock.cli.client.Connection;
import org.hillock.cli.client.Listings;
import org.hillock.cli.local.LocalPlugins;
import org.hillock.cli.show.ComponentText;
import org.hillock.cli.show.Console;
import org.hillock.engine.component.Kind;
import org.hillock.lab.record.OfferedComponent;
import org.hillock.proto.v1.Component;
import org.hillock.proto.v1.ErrorReason;
import org.hillock.server.message.ComponentMessages;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    header = "Lists what a spec can be made of, or explains one component.",
    description = {
      "",
      "Asks the server. If none is named and none runs, it looks into the plugins of this image.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  hillock components",
      "  hillock components neuron",
      "  hillock components neuron lif"
    })
final class ComponentsCommand implements Callable<Integer> {

  @Parameters(index = "0", arity = "0..1", paramLabel = "KIND", description = "Only this kind.")
  private Optional<String> kind = Optional.empty();

  @Parameters(index = "1", arity = "0..1", paramLabel = "ID", description = "Only this one.")
  private Optional<String> id = Optional.empty();

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private HomeOption home = new HomeOption();
  @Mixin private OutputOptions output = new OutputOptions();

  @Override
  public Integer call() throws IOException {
    home.log("components"); // before the client's library logs its first line
    var console = output.console();
    kind.ifPresent(ComponentsCommand::requireKind);
    var found =
        all(console).stream()
            .filter(c -> kind.isEmpty() || c.getKind().equals(kind.get()))
            .filter(
                c ->
                    id.isEmpty()
                        || c.getId().equals(id.get())
                        || c.getAliasesList().contains(id.get()))
            .toList();
    if (found.isEmpty() && id.isPresent()) {
      throw new HillockException(
          ErrorCode.NOT_FOUND,
          "there is no %s '%s'; 'hillock components %s' lists all"
              .formatted(kind.orElse("component"), id.get(), kind.orElse("")));
    }
    found.forEach(console::data);
    id.ifPresent(asked -> noteNewName(console, asked, found.getFirst()));
    if (!console.isJson()) {
      console.say(
          id.isPresent() ? ComponentText.details(found.getFirst()) : ComponentText.list(found));
    }
    return ExitCode.OK;
  }

  private static void noteNewName(Console console, String asked, Component found) {
    if (!found.getId().equals(asked)) {
      console.note("'%s' is called '%s' now".formatted(asked, found.getId()));
    }
  }

  private static void requireKind(String kind) {
    if (Kind.named(kind).isEmpty()) {
      throw new HillockException(
          ErrorCode.INVALID_ARGUMENT,
          "there is no kind '%s'; kinds: %s"
              .formatted(
                  kind,
                  Arrays.stream(Kind.values()).map(Kind::text).collect(Collectors.joining(", "))));
    }
  }

  private List<Component> all(Console console) throws IOException {
    var address = server.address();
    try (var connection = Connection.to(address)) {
      return Listings.components(connection, "");
    } catch (StatusRuntimeException e) {
      var failure = CallException.of(e, address);
      if (server.isNamed() || failure.reason() != ErrorReason.UNAVAILABLE) {
        throw failure;
      }
      console.note("no server runs on this machine: these come with Hillock");
      return shipped();
    }
  }

  private List<Component> shipped() throws IOException {
    try (var plugins = LocalPlugins.open()) {
      return plugins.components().stream()
          .map(type -> ComponentMessages.of(new OfferedComponent(type, Optional.empty())))
          .toList();
    }
  }
}
