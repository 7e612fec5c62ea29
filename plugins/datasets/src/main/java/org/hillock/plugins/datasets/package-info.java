@org.jspecify.annotations.NullMarked
package org.hillock.plugins.datasets;
