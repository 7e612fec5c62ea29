@org.jspecify.annotations.NullMarked
package org.hillock.cli;
