/**
 * Whose plugins a lab takes: an uploaded jar is code that will be executed, so that its signature
 * and the policy are looked at before anything of it is loaded.
 */
@NullMarked
package org.hillock.lab.trust;

import org.jspecify.annotations.NullMarked;
