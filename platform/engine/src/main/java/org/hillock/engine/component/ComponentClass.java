package org.hillock.engine.component;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;

/** A component's class: what it declares, and how to make one. Pins the plugin it comes from. */
public final class ComponentClass {

  private final ComponentType type;
  private final Constructor<? extends Record> constructor;

  ComponentClass(ComponentType type, Class<? extends Record> record) {
    this.type = type;
    var parameters =
        Arrays.stream(record.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      this.constructor = record.getDeclaredConstructor(parameters);
    } catch (NoSuchMethodException e) {
      throw new AssertionError("a record without its canonical constructor: " + record, e);
    }
    constructor.setAccessible(true);
  }

  /** What the component declares. */
  public ComponentType type() {
    return type;
  }

  /** The Java types of the parameters, in the order of {@link ComponentType#parameters()}. */
  List<Type> parameterTypes() {
    return Arrays.stream(constructor.getDeclaringClass().getRecordComponents())
        .map(RecordComponent::getGenericType)
        .toList();
  }

  /**
   * Makes a component.
   *
   * @param arguments in the order of {@link ComponentType#parameters()}, of their Java types
   * @throws RuntimeException whatever the record's constructor throws
   */
  Record instance(Object[] arguments) {
    try {
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        default -> throw new IllegalStateException(e.getCause());
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return type.toString();
  }
}
