package org.hillock.plugins.datasets;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * An array of unsigned bytes in LeCun's IDX format: two zero bytes, type 8, the number of axes, the
 * extents as big-endian integers, the elements.
 *
 * @param dims the extents
 * @param bytes the elements, row-major
 */
record IdxFile(int[] dims, byte[] bytes) {

  private static final int UNSIGNED_BYTE = 8;

  /** Reads a file with this many axes. */
  static IdxFile read(Path file, int axes) {
    return DataFiles.read(file, in -> read(file, axes, in));
  }

  private static IdxFile read(Path file, int axes, InputStream stream) throws IOException {
    var in = new DataInputStream(stream);
    int magic = in.readInt();
    if (magic != (UNSIGNED_BYTE << 8 | axes)) {
      throw DataFiles.corrupt(
          file,
          "it begins with %08x, an IDX file of bytes with %d axes begins with %08x"
              .formatted(magic, axes, UNSIGNED_BYTE << 8 | axes));
    }
    int[] dims = new int[axes];
    long size = 1;
    for (int i = 0; i < axes; i++) {
      dims[i] = in.readInt();
      if (dims[i] < 1 || size > Integer.MAX_VALUE / dims[i]) {
        throw DataFiles.corrupt(
            file, "its extents are " + Arrays.toString(Arrays.copyOf(dims, i + 1)));
      }
      size *= dims[i];
    }
    byte[] bytes = in.readNBytes((int) size);
    if (bytes.length < size) {
      throw DataFiles.corrupt(file, "it has %d of %d bytes".formatted(bytes.length, size));
    }
    if (in.read() >= 0) {
      throw DataFiles.corrupt(file, "it goes on after its %d bytes".formatted(size));
    }
    return new IdxFile(dims, bytes);
  }
}
