package org.hillock.engine.component;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.Surrogate;
import org.hillock.api.train.Schedule;
import org.junit.jupiter.api.Test;

class ComponentReaderTest {

  private static List<String> problems(Class<?>... types) {
    var reading = ComponentReader.read(List.of(types));
    return reading.problems().stream().map(Problem::toString).toList();
  }

  @Test
  void readsWhatAComponentDeclares() {
    var lif = TestComponents.catalogue().find(Kind.NEURON, "lif").orElseThrow().type();
    assertEquals(List.of("leaky"), lif.aliases());
    var tau = lif.parameter("tau").orElseThrow();
    assertEquals(Optional.of("2.0"), tau.standard());
    assertEquals("steps", tau.unit());
    assertEquals("a number of at least 1", tau.expected());
    assertFalse(tau.required());
    assertEquals(
        new ParameterType.Nested(Kind.SURROGATE), lif.parameter("surrogate").orElseThrow().type());
    var dense = TestComponents.catalogue().find(Kind.LAYER, "dense").orElseThrow().type();
    assertTrue(dense.parameter("hiddenUnits").orElseThrow().required());
    assertFalse(dense.parameter("label").orElseThrow().required());
  }

  @Test
  void findsNeuronsAmongLayersButNotLayersAmongNeurons() {
    var catalogue = TestComponents.catalogue();
    assertTrue(catalogue.find(Kind.LAYER, "lif").isPresent());
    assertTrue(catalogue.find(Kind.NEURON, "dense").isEmpty());
  }

  record Bare(double x) {}

  @Component(id = "Bad Id", doc = " ")
  record Everything(
      double undocumented,
      @Param(doc = "") int empty,
      @Param(doc = "a map") Map<Integer, String> map,
      @Param(doc = "nested optional") Optional<Optional<String>> twice,
      @Param(doc = "reserved") String type,
      @Param(doc = "not a number", value = "many") int count,
      @Param(doc = "out of range", value = "0", above = 0) double width,
      @Param(doc = "not YAML", value = "[1") List<Integer> list) {}

  @Component(id = "one", doc = "Both kinds.")
  record TwoKinds() implements Surrogate, Schedule {

    @Override
    public Expr slope(Expr x) {
      return x;
    }

    @Override
    public double smooth(double x) {
      return x;
    }

    @Override
    public double factor(long step, long steps) {
      return 1;
    }
  }

  @Component(id = "linear", doc = "A schedule.")
  record First() implements Schedule {

    @Override
    public double factor(long step, long steps) {
      return 1;
    }
  }

  @Component(id = "ramp", doc = "A schedule.", aliases = "linear")
  record Second() implements Schedule {

    @Override
    public double factor(long step, long steps) {
      return 1;
    }
  }

  @Test
  void reportsEveryProblemOfAComponentAtOnce() {
    assertEquals(
        List.of(
            "Everything: its id 'Bad Id' must be of lower-case letters, digits and hyphens",
            "Everything: its @Component has no doc",
            "Everything: implements no component interface of the SPI",
            "Everything.undocumented: carries no @Param",
            "Everything.empty: its @Param has no doc",
            "Everything.map: the type java.util.Map<java.lang.Integer, java.lang.String> is none a"
                + " parameter may have: int, long, double, boolean, String, an enum, a component"
                + " interface, Optional or List of these, or a Map of names to these",
            "Everything.twice: the type java.util.Optional<java.util.Optional<java.lang.String>> is"
                + " none a parameter may have: int, long, double, boolean, String, an enum, a"
                + " component interface, Optional or List of these, or a Map of names to these",
            "Everything.type: no parameter may be called 'type': specs name the component there",
            "Everything.count: expected a whole number, its default is 'many'",
            "Everything.width: expected a number above 0, its default is '0'",
            "Everything.list: its default '[1' cannot be read: line 1, column 3: expected ',' or"
                + " ']', but got <stream end>"),
        problems(Everything.class));
  }

  @Test
  void reportsClassesThatAreNoComponents() {
    assertEquals(
        List.of(
            "Bare: carries no @Component",
            "TwoKinds: must be a component of one kind, is one of surrogate and schedule"),
        problems(Bare.class, TwoKinds.class));
  }

  @Test
  void reportsNamesAndAliasesGivenTwice() {
    assertEquals(
        List.of("Second: its name 'ramp' or an alias is that of schedule 'linear' too"),
        problems(First.class, Second.class));
  }
}
