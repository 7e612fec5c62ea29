package org.hillock.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aQute.bnd.osgi.EmbeddedResource;
import aQute.bnd.osgi.Jar;
import java.io.File;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.MethodModel;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import org.hillock.api.Plugin;
import org.hillock.api.metric.Metric;
import org.hillock.api.network.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The versions of the SPI's packages against the last release, {@code spi-baseline.jar}. The other
 * tests change the released SPI on purpose.
 */
final class SpiBaselineTest {

  private static final File RELEASED = new File("src/test/resources/spi-baseline.jar");
  private static final ClassTransform ABSTRACT_METHOD =
      ClassTransform.endHandler(
          type ->
              type.withMethod(
                  "added",
                  MethodTypeDesc.of(ConstantDescs.CD_void),
                  ClassFile.ACC_PUBLIC | ClassFile.ACC_ABSTRACT,
                  method -> {}));

  private Jar released;
  private Jar changed;

  @BeforeEach
  void open() throws Exception {
    released = SpiBaseline.withManifest(new Jar(RELEASED));
    changed = new Jar(RELEASED);
  }

  @AfterEach
  void close() {
    changed.close();
    released.close();
  }

  @Test
  void theVersionsSayWhatChangedSinceTheRelease() throws Exception {
    var classes = Plugin.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    try (var built = SpiBaseline.withManifest(new Jar(new File(classes)))) {
      var faults = SpiBaseline.faults(released, built);
      assertTrue(faults.isEmpty(), () -> String.join("", faults) + "See docs/compatibility.md.");
    }
  }

  @Test
  void aMethodTakenAwayIsCaught() throws Exception {
    change(
        Metric.class,
        ClassTransform.dropping(
            element ->
                element instanceof MethodModel method
                    && method.methodName().equalsString("begin")));
    assertEquals(
        List.of(
            """
            org.hillock.api.metric is incompatible since 0.1.0: raise the version of \
            org.hillock.api.metric to 0.2.0 or more
                - /org.hillock.api.metric.Metric/begin(org.hillock.api.network.Network)
            """),
        faults());
  }

  @Test
  void aMethodThatPluginsWouldHaveToImplementIsCaught() throws Exception {
    change(Metric.class, ABSTRACT_METHOD);
    assertEquals(
        List.of(
            """
            org.hillock.api.metric is incompatible since 0.1.0: raise the version of \
            org.hillock.api.metric to 0.2.0 or more
                + /org.hillock.api.metric.Metric/added()
            """),
        faults());
  }

  @Test
  void aMethodThatTheEngineImplementsAsksForLess() throws Exception {
    change(Value.class, ABSTRACT_METHOD);
    assertEquals(
        List.of(
            """
            org.hillock.api.network is extended since 0.3.0: raise the version of \
            org.hillock.api.network to 0.3.1 or more
                + /org.hillock.api.network.Value/added()
            """),
        faults());
  }

  @Test
  void aPackageTakenAwayIsCaught() throws Exception {
    changed.removePrefix("org/hillock/api/metric");
    var fault = faults().getFirst();
    assertTrue(
        fault.startsWith(
            "org.hillock.api.metric is gone since 0.1.0: raise the version of org.hillock.api to"
                + " 0.2.0 or more"),
        fault);
  }

  @Test
  void aRaisedVersionAnswersForTheChange() throws Exception {
    change(Metric.class, ABSTRACT_METHOD);
    SpiBaseline.withManifest(changed);
    var headers = changed.getManifest().getMainAttributes();
    var exports = headers.getValue("Export-Package");
    var name = Metric.class.getPackageName();
    headers.putValue(
        "Export-Package",
        exports.replace(name + ";version=\"0.1.0\"", name + ";version=\"0.2.0\""));
    assertEquals(List.of(), SpiBaseline.faults(released, changed));
  }

  private void change(Class<?> type, ClassTransform change) throws Exception {
    var file = type.getName().replace('.', '/') + ".class";
    var format = ClassFile.of();
    try (var in = changed.getResource(file).openInputStream()) {
      var model = format.parse(in.readAllBytes());
      changed.putResource(
          file,
          new EmbeddedResource(format.transformClass(model, change), RELEASED.lastModified()));
    }
  }

  private List<String> faults() throws Exception {
    return SpiBaseline.faults(released, SpiBaseline.withManifest(changed));
  }
}
