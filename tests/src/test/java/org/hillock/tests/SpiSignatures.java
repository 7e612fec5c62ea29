package org.hillock.tests;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The public and protected signatures of the SPI, one a line, sorted. */
final class SpiSignatures {

  private SpiSignatures() {}

  static List<String> read() {
    return new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.hillock.api")
            .stream()
            .map(JavaClass::reflect)
            .filter(SpiSignatures::isVisible)
            .flatMap(SpiSignatures::lines)
            .sorted()
            .toList();
  }

  private static boolean isVisible(Class<?> type) {
    if (type.isSynthetic() || type.isAnonymousClass() || type.isLocalClass()) {
      return false;
    }
    Class<?> outer = type.getEnclosingClass();
    return offered(type.getModifiers()) && (outer == null || isVisible(outer));
  }

  private static boolean offered(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static Stream<String> lines(Class<?> type) {
    Stream<? extends Member> members =
        Stream.of(
                type.getDeclaredFields(), type.getDeclaredConstructors(), type.getDeclaredMethods())
            .flatMap(Arrays::stream)
            .map(Member.class::cast);
    return Stream.concat(
        Stream.of(type.getName() + ": " + header(type)),
        members
            .filter(member -> !member.isSynthetic() && offered(member.getModifiers()))
            .map(member -> type.getName() + ": " + signature(member)));
  }

  private static String header(Class<?> type) {
    var parents = Stream.concat(Stream.ofNullable(type.getGenericSuperclass()), interfaces(type));
    var permitted = Stream.ofNullable(type.getPermittedSubclasses()).flatMap(Arrays::stream);
    return type.toGenericString() + list(" extends ", parents) + list(" permits ", permitted);
  }

  private static Stream<Type> interfaces(Class<?> type) {
    return Arrays.stream(type.getGenericInterfaces());
  }

  private static String list(String word, Stream<? extends Type> types) {
    String names = types.map(Type::getTypeName).sorted().collect(Collectors.joining(", "));
    return names.isEmpty() ? "" : word + names;
  }

  private static String signature(Member member) {
    return switch (member) {
      case Method method -> method.toGenericString() + defaultValue(method);
      case Constructor<?> constructor -> constructor.toGenericString();
      case Field field -> field.toGenericString();
      default -> throw new IllegalStateException("no such kind of member: " + member);
    };
  }

  private static String defaultValue(Method method) {
    return method.getDefaultValue() == null ? "" : " default";
  }
}
