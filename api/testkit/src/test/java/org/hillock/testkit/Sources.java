package org.hillock.testkit;

/** Components for plugins written in tests. */
final class Sources {

  static final String WAVE =
      """
      @Component(id = "wave", doc = "Slope of a sigmoid.")
      public record Wave(@Param(doc = "how steep it is", value = "4", above = 0) double width)
          implements Surrogate {
        @Override public Expr slope(Expr x) {
          var s = x.times(width).sigmoid();
          return s.times(s.complement()).times(width);
        }
        @Override public double smooth(double x) { return 1 / (1 + Math.exp(-width * x)); }
      }
      """;

  static final String LIF =
      """
      @Component(id = "demo-lif", doc = "Leaky integrate-and-fire.")
      public record DemoLif(
          @Param(doc = "what is left after a step", value = "0.9", min = 0, max = 1) double leak,
          @Param(doc = "derivative of the spike", value = "wave") Surrogate surrogate)
          implements NeuronModel {
        @Override public void define(Equations eq) {
          var v = eq.state("v", 0);
          var u = v.times(leak).plus(eq.input());
          var s = eq.spike(u.minus(1), surrogate);
          eq.next(v, Reset.SOFT.after(u, s, 1));
          eq.emit(s);
        }
        @Override public boolean spiking() { return true; }
      }
      """;

  private Sources() {}
}
