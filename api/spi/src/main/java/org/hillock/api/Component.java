package org.hillock.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names and documents a component: a record that implements one of the SPI's interfaces and whose
 * record components are its parameters. The kind of a component (neuron, layer, encoder, …) follows
 * from the interface.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Component {

  /** The name used in specs, unique within its kind: lower-case letters, digits and hyphens. */
  String id();

  /** One or two sentences for the catalogue: what the component does. */
  String doc();

  /** Full references of the works a user of this component should cite. */
  String[] cites() default {};

  /** Earlier names that specs may still use. */
  String[] aliases() default {};
}
