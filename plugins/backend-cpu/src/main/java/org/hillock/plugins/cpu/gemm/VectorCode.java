package org.hillock.plugins.cpu.gemm;

import static java.lang.classfile.ClassFile.ACC_FINAL;
import static java.lang.classfile.ClassFile.ACC_PUBLIC;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.function.Consumer;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorSpecies;

/** Writes the bytecode of vector kernels over arrays: one method each, fully unrolled. */
public final class VectorCode {

  /** The type {@code float[]}. */
  public static final ClassDesc FLOATS = CD_float.arrayType();

  private static final ClassDesc FV = FloatVector.class.describeConstable().orElseThrow();
  private static final ClassDesc V = Vector.class.describeConstable().orElseThrow();
  private static final ClassDesc VS = VectorSpecies.class.describeConstable().orElseThrow();

  private VectorCode() {}

  /** An instance of a class that does nothing but implement {@code run} of an interface. */
  static <T> T define(Class<T> type, MethodTypeDesc run, Consumer<CodeBuilder> body) {
    return define(MethodHandles.lookup(), type, run, body);
  }

  /**
   * An instance of a class that does nothing but implement {@code run} of an interface.
   *
   * @param lookup of a class in the interface's package
   */
  public static <T> T define(
      MethodHandles.Lookup lookup, Class<T> type, MethodTypeDesc run, Consumer<CodeBuilder> body) {
    byte[] bytes =
        ClassFile.of()
            .build(
                ClassDesc.of(type.getPackageName(), type.getSimpleName() + "Kernel"),
                b ->
                    b.withFlags(ACC_FINAL | ACC_PUBLIC)
                        .withInterfaceSymbols(type.describeConstable().orElseThrow())
                        .withMethodBody(
                            INIT_NAME,
                            MTD_void,
                            ACC_PUBLIC,
                            c -> c.aload(0).invokespecial(CD_Object, INIT_NAME, MTD_void).return_())
                        .withMethodBody("run", run, ACC_PUBLIC, body));
    try {
      var kernel = lookup.defineHiddenClass(bytes, true).lookupClass();
      return type.cast(kernel.getConstructor().newInstance());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a kernel could not be defined", e);
    }
  }

  /** Sets a local vector to zero. */
  public static void zero(CodeBuilder c, int to) {
    species(c).invokestatic(FV, "zero", MethodTypeDesc.of(FV, VS)).astore(to);
  }

  /** Loads a vector from {@code array[at + plus]} into a local. */
  public static void load(CodeBuilder c, int array, int at, int plus, int to) {
    species(c).aload(array).iload(at).loadConstant(plus).iadd();
    c.invokestatic(FV, "fromArray", MethodTypeDesc.of(FV, VS, FLOATS, CD_int)).astore(to);
  }

  /** Stores a local vector to {@code array[at + plus]}. */
  public static void store(CodeBuilder c, int vector, int array, int at, int plus) {
    c.aload(vector).aload(array).iload(at).loadConstant(plus).iadd();
    c.invokevirtual(FV, "intoArray", MethodTypeDesc.of(CD_void, FLOATS, CD_int));
  }

  /** Sets a local vector to a local float in every lane. */
  public static void broadcast(CodeBuilder c, int scalar, int to) {
    species(c).fload(scalar);
    c.invokestatic(FV, "broadcast", MethodTypeDesc.of(FV, VS, CD_float)).astore(to);
  }

  /** {@code accumulator += x}, of local vectors. */
  public static void add(CodeBuilder c, int x, int accumulator) {
    c.aload(accumulator).aload(x);
    c.invokevirtual(FV, "add", MethodTypeDesc.of(FV, V)).astore(accumulator);
  }

  /** {@code accumulator = fma(x, y, accumulator)}, of local vectors. */
  public static void fma(CodeBuilder c, int x, int y, int accumulator) {
    c.aload(x).aload(y).aload(accumulator);
    c.invokevirtual(FV, "fma", MethodTypeDesc.of(FV, V, V)).astore(accumulator);
  }

  /** Fetched at each use: C2 must see a constant. */
  private static CodeBuilder species(CodeBuilder c) {
    return c.getstatic(FV, "SPECIES_PREFERRED", VS);
  }
}
