package org.hillock.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.backend.HardwareBackend;
import org.hillock.api.equations.Equations;
import org.hillock.api.network.NeuronModel;
import org.hillock.cli.local.LocalPlugins;
import org.hillock.cli.show.Console;
import org.hillock.cli.show.EquationsText;
import org.hillock.cli.show.NetworkText;
import org.hillock.engine.component.Binder;
import org.hillock.engine.component.Catalogue;
import org.hillock.engine.component.Kind;
import org.hillock.engine.component.Problem;
import org.hillock.engine.component.Yaml;
import org.hillock.engine.run.TrainingStep;
import org.hillock.engine.spec.DryBuild;
import org.hillock.engine.spec.Spec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    header = "Shows what an experiment's network consists of, or what a neuron computes.",
    description = {
      "",
      "Of an experiment: layers with shapes, parameters and operations, and the memory of a"
          + " training",
      "step. Its data set must be installed. Of a neuron: the equations of a time step and the",
      "kernels compiled from them, with what is kept for the backward pass, and the gradients (∂).",
      "Looks into the plugins of this image; no server is asked.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  hillock explain digits.yaml --set 'network[1].out=512'",
      "  hillock explain lif --set tau=4 --set 'surrogate={type:atan,alpha:3}'",
      "  hillock explain neuron lif"
    })
final class ExplainCommand implements Callable<Integer> {

  private static final String BACKEND = "cpu";

  @Parameters(
      index = "0",
      paramLabel = "FILE|ID",
      description =
          "An experiment, YAML or JSON (- reads standard input); or a neuron, which may"
              + " follow the word neuron.")
  private String what = "";

  @Parameters(index = "1", arity = "0..1", hidden = true, description = "A neuron, after its kind.")
  private Optional<String> id = Optional.empty();

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "Replace a value of the spec or the neuron; may be given several times.")
  private Map<String, String> overrides = new LinkedHashMap<>();

  @Option(
      names = "--backend",
      paramLabel = "ID",
      description = "Who computes; else the spec's, for a neuron " + BACKEND + ".")
  private Optional<String> backend = Optional.empty();

  @Mixin private HomeOption home = new HomeOption();
  @Mixin private OutputOptions output = new OutputOptions();

  @Override
  public Integer call() throws IOException {
    var console = output.console();
    home.log("explain");
    if (id.isPresent() && !what.equals(Kind.NEURON.text())) {
      throw new HillockException(
          ErrorCode.INVALID_ARGUMENT,
          "neurons have equations, %s does not; try 'hillock components %1$s %s'"
              .formatted(what, id.get()));
    }
    if (id.isEmpty() && isFile()) {
      var spec = Spec.parse(SpecOptions.text(Path.of(what)));
      try (var plugins = LocalPlugins.open()) {
        network(spec, plugins.catalogue(), console);
      }
    } else {
      try (var plugins = LocalPlugins.open()) {
        neuron(id.orElse(what), plugins.catalogue(), console);
      }
    }
    return ExitCode.OK;
  }

  private boolean isFile() {
    return what.equals("-") || what.matches(".*[./\\\\].*") || Files.isRegularFile(Path.of(what));
  }

  private void network(Spec given, Catalogue catalogue, Console console) {
    var values = new LinkedHashMap<>(overrides);
    backend.ifPresent(b -> values.put("backend", b));
    var spec = given.withOverrides(values);
    var experiment = spec.bind(catalogue);
    var store = home.path().resolve("data");
    DryBuild.check(experiment, store);
    var batch = spec.batchSize(catalogue);
    var step = TrainingStep.of(experiment, store, batch.orElse(1), console::note);
    var text = new NetworkText(step, batch.isPresent());
    console.data(text.json());
    if (!console.isJson()) {
      console.say(text.lines());
    }
  }

  private void neuron(String name, Catalogue catalogue, Console console) {
    var binder = new Binder(catalogue);
    var node = JsonNodeFactory.instance.objectNode().put("type", name);
    overrides.forEach((parameter, value) -> node.set(parameter, Yaml.read(value)));
    var neuron = binder.bind(NeuronModel.class, node, "neuron");
    var device =
        binder.bind(HardwareBackend.class, TextNode.valueOf(backend.orElse(BACKEND)), "backend");
    if (neuron.isEmpty() || device.isEmpty()) {
      throw new HillockException(
          ErrorCode.INVALID_ARGUMENT,
          binder.problems().stream().map(Problem::toString).collect(Collectors.joining("\n  ")));
    }
    var equations = new Equations();
    neuron.get().define(equations);
    var lines = EquationsText.of(equations);
    var step = TrainingStep.of(neuron.get(), device.get());
    var json = JsonNodeFactory.instance.objectNode().put("neuron", neuron.get().toString());
    lines.forEach(json.putArray("equations")::add);
    console.data(json.put("device", step.device()).put("kernels", step.kernels()));
    if (!console.isJson()) {
      console.say(neuron.get().toString());
      lines.forEach(line -> console.say("  " + line));
      console.say("");
      console.say("Kernels of " + step.device());
      console.say("(kept: what the backward pass is left; ∂: a gradient; ': after this step)");
      console.say(step.kernels().stripTrailing());
    }
  }
}
