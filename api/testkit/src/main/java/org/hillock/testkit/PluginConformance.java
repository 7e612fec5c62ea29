package org.hillock.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hillock.engine.component.ComponentType;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/**
 * A plugin's conformance test: installs its jar, checks every component by the suite of its kind,
 * unloads it and proves that nothing is left.
 *
 * <pre>{@code
 * class MyPluginIT extends PluginConformance {}
 * }</pre>
 *
 * <p>Name the class {@code …IT}, so that it runs when the jar is built.
 */
public abstract class PluginConformance {

  /** The jar to check: the one plugin in {@code target}, unless overridden. */
  protected Path jar() {
    return PluginJars.built();
  }

  /**
   * Ways to build a component that are checked. Empty, as by default: its defaults, and a small
   * value within its range for each parameter that has none.
   *
   * @param component one the plugin contributes
   */
  protected List<Example> examples(ComponentType component) {
    return List.of();
  }

  /**
   * Why a check is left out for a component: what it does not promise, as its documentation says.
   * Nothing is, by default.
   *
   * @param check its name, as reports of tests show it
   */
  protected Optional<String> leftOut(ComponentType component, String check) {
    return Optional.empty();
  }

  @TestFactory
  final Stream<DynamicNode> conforms() {
    PluginTestKit kit;
    try {
      kit = PluginTestKit.plugin(jar()).start();
    } catch (RuntimeException e) {
      return Stream.of(
          DynamicTest.dynamicTest(
              "can be installed",
              () -> {
                throw new AssertionError(e.getMessage());
              }));
    }
    var nodes = new ArrayList<DynamicNode>();
    for (var type : kit.components()) {
      var given = examples(type);
      var all = given.isEmpty() ? List.of(new Standard(kit.catalogue()).of(type)) : given;
      nodes.add(
          DynamicContainer.dynamicContainer(
              type.toString(), all.stream().flatMap(example -> checks(kit, type, example))));
    }
    nodes.add(DynamicTest.dynamicTest("leaves nothing behind when it is unloaded", kit::unload));
    return nodes.stream().onClose(kit::close);
  }

  private Stream<DynamicTest> checks(PluginTestKit kit, ComponentType type, Example example) {
    var parameters = new ParameterChecks(kit.catalogue(), type, example);
    return Stream.concat(
        Stream.of(
            test(type, example, "every parameter is documented", parameters::documented),
            test(type, example, "equals what its spec says, read again", parameters::roundTrip),
            test(type, example, "numbers out of range are refused", parameters::ranges),
            test(type, example, "mistakes are refused at their place", parameters::mistakes)),
        tests(Suite.of(type.kind()), kit, type, example));
  }

  private <T> Stream<DynamicTest> tests(
      Suite<T> suite, PluginTestKit kit, ComponentType type, Example example) {
    return suite.checks().stream()
        .map(
            check ->
                test(
                    type,
                    example,
                    check.name(),
                    () -> {
                      leftOut(type, check.name()).ifPresent(Assumptions::abort);
                      var component = kit.bind(suite.spi(), example.spec());
                      var loader = component.getClass().getClassLoader();
                      Thread.currentThread().setContextClassLoader(loader);
                      var subject = new Subject<>(type.toString(), component, example, kit.rig());
                      check.body().run(subject);
                    }));
  }

  private static DynamicTest test(
      ComponentType type, Example example, String name, Executable check) {
    return DynamicTest.dynamicTest(
        "%s: %s".formatted(example.spec(), name), () -> Isolated.run(type.toString(), check));
  }
}
