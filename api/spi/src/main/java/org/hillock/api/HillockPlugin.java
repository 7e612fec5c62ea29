package org.hillock.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Attribute;
import org.osgi.annotation.bundle.Capability;

/**
 * Declares the entry class of a plugin. bnd turns the annotation into a capability of namespace
 * {@value #NAMESPACE} in the bundle's manifest, so that a host lists and checks plugins without
 * loading a class of theirs.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
@Capability(namespace = HillockPlugin.NAMESPACE, attribute = "entry=${@class}")
public @interface HillockPlugin {

  /** The namespace of the manifest capability. */
  String NAMESPACE = "hillock.plugin";

  /** The plugin's name, unique on a server: lower-case letters, digits and hyphens. */
  @Attribute
  String id();

  /** The paper the plugin implements, for example {@code arXiv:2306.17670}; empty if none. */
  @Attribute
  String paper() default "";
}
