package org.hillock.plugins.cpu.scan;

import static java.lang.classfile.ClassFile.ACC_FINAL;
import static java.lang.classfile.ClassFile.ACC_PUBLIC;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.constant.ClassDesc;
import java.lang.invoke.MethodHandles;

/** The class file of a kernel. */
record KernelClass(byte[] bytes) {

  /**
   * @param steps time steps in one turn of the loop
   */
  static KernelClass of(Body body, int steps) {
    return new KernelClass(
        ClassFile.of()
            .build(
                ClassDesc.of(KernelClass.class.getPackageName(), "Kernel"),
                b ->
                    b.withFlags(ACC_FINAL | ACC_PUBLIC)
                        .withInterfaceSymbols(Names.STEP)
                        .withMethodBody(
                            INIT_NAME,
                            MTD_void,
                            ACC_PUBLIC,
                            c -> c.aload(0).invokespecial(CD_Object, INIT_NAME, MTD_void).return_())
                        .withMethodBody(
                            "main",
                            Names.RUN,
                            ACC_PUBLIC,
                            c -> KernelWriter.write(c, body, steps, false))
                        .withMethodBody(
                            "tail",
                            Names.RUN,
                            ACC_PUBLIC,
                            c -> KernelWriter.write(c, body, steps, true))));
  }

  /** Bytes of code of the method for whole vectors. */
  int codeLength() {
    return ClassFile.of().parse(bytes).methods().stream()
        .filter(m -> m.methodName().equalsString("main"))
        .mapToInt(m -> ((CodeAttribute) m.code().orElseThrow()).codeLength())
        .findFirst()
        .orElseThrow();
  }

  /** Defines the class, hidden: it is unloaded when its last kernel is gone. */
  Step define() {
    try {
      return (Step)
          MethodHandles.lookup()
              .defineHiddenClass(bytes, true)
              .lookupClass()
              .getConstructor()
              .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a generated kernel could not be defined", e);
    }
  }
}
