package org.hillock.testkit;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Checks components of one kind by the suite of that kind, as Java objects with parameters of one's
 * own choice, before there is a jar. Extend the class of the kind, such as {@link
 * NeuronConformance}; {@link PluginConformance} checks the same of a jar, and more.
 *
 * @param <T> the SPI interface of the kind
 */
public abstract class ComponentConformance<T> {

  private final Suite<T> suite;

  ComponentConformance(Suite<T> suite) {
    this.suite = suite;
  }

  /** The components to check. */
  protected abstract List<T> components();

  /**
   * What a component is tried on; by default real numbers of a shape it takes.
   *
   * @param component one of {@link #components()}
   */
  protected Example example(T component) {
    return Example.of(component.toString());
  }

  @TestFactory
  final Stream<DynamicNode> conform() {
    var folder = Scratch.create();
    return components().stream()
        .<DynamicNode>map(
            component ->
                DynamicContainer.dynamicContainer(
                    component.toString(),
                    suite.checks().stream().map(check -> test(check, component, folder))))
        .onClose(folder::close);
  }

  private DynamicTest test(Check<T> check, T component, Scratch folder) {
    var name = component.toString();
    var subject = new Subject<>(name, component, example(component), Rig.of(folder));
    return DynamicTest.dynamicTest(
        check.name(), () -> Isolated.run(name, () -> check.body().run(subject)));
  }
}
