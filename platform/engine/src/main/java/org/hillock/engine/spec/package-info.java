/**
 * Experiment specs: one YAML or JSON document that names the components of an experiment. A {@link
 * org.hillock.engine.spec.Spec} is read, overridden, hashed and bound to components; all that is
 * wrong with it is reported at once, each problem with its path.
 *
 * <p><b>Threading.</b> Specs are immutable.
 *
 * <p><b>Determinism.</b> Specs that say the same have the same canonical JSON and the same hash, in
 * whatever order, spelling or syntax they were written.
 */
@NullMarked
package org.hillock.engine.spec;

import org.jspecify.annotations.NullMarked;
