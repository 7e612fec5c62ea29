package org.hillock.plugins.cpu.scan;

import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Classes and method types that generated kernels refer to. */
final class Names {

  static final ClassDesc FLOAT_VECTOR = desc(FloatVector.class);
  static final ClassDesc VECTOR = desc(Vector.class);
  static final ClassDesc SPECIES = desc(VectorSpecies.class);
  static final ClassDesc MASK = desc(VectorMask.class);
  static final ClassDesc OPERATORS = desc(VectorOperators.class);
  static final ClassDesc COMPARISON = desc(VectorOperators.Comparison.class);
  static final ClassDesc ASSOCIATIVE = desc(VectorOperators.Associative.class);
  static final ClassDesc BINARY_OPERATOR = desc(VectorOperators.Binary.class);
  static final ClassDesc CONVERSION = desc(VectorOperators.Conversion.class);
  static final ClassDesc INT_VECTOR = desc(IntVector.class);
  static final ClassDesc SEGMENT = desc(MemorySegment.class);
  static final ClassDesc ORDER = desc(ByteOrder.class);
  static final ClassDesc STEP = desc(Step.class);
  static final ClassDesc FLOATS = CD_float.arrayType();

  static final MethodTypeDesc UNARY = MethodTypeDesc.of(FLOAT_VECTOR);
  static final MethodTypeDesc BINARY = MethodTypeDesc.of(FLOAT_VECTOR, VECTOR);
  static final MethodTypeDesc MASKED = MethodTypeDesc.of(FLOAT_VECTOR, VECTOR, MASK);
  static final MethodTypeDesc TERNARY = MethodTypeDesc.of(FLOAT_VECTOR, VECTOR, VECTOR);
  static final MethodTypeDesc BROADCAST = MethodTypeDesc.of(FLOAT_VECTOR, SPECIES, CD_float);
  static final MethodTypeDesc COMPARE = MethodTypeDesc.of(MASK, COMPARISON, VECTOR);
  static final MethodTypeDesc IN_RANGE = MethodTypeDesc.of(MASK, CD_int, CD_int);
  static final MethodTypeDesc FROM_ARRAY = MethodTypeDesc.of(FLOAT_VECTOR, SPECIES, FLOATS, CD_int);
  static final MethodTypeDesc INTO_ARRAY = MethodTypeDesc.of(CD_void, FLOATS, CD_int);
  static final MethodTypeDesc INT_SCALAR = MethodTypeDesc.of(INT_VECTOR, CD_int);
  static final MethodTypeDesc INT_BROADCAST = MethodTypeDesc.of(INT_VECTOR, SPECIES, CD_int);
  static final MethodTypeDesc RUN =
      MethodTypeDesc.of(
          CD_void,
          SEGMENT.arrayType(),
          CD_long,
          CD_long,
          FLOATS,
          CD_int,
          CD_int,
          FLOATS,
          FLOATS,
          CD_int,
          CD_int,
          CD_int.arrayType(),
          CD_int.arrayType());

  private Names() {}

  private static ClassDesc desc(Class<?> type) {
    return type.describeConstable().orElseThrow();
  }
}
