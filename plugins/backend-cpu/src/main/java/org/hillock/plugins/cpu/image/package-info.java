/**
 * Convolution and pooling of images. Convolutions are matrix products whose left factor, the image
 * patches below each window, is gathered as the product asks for it and never stored as a whole.
 */
@NullMarked
package org.hillock.plugins.cpu.image;

import org.jspecify.annotations.NullMarked;
