package org.hillock.plugins.onednn;

import static org.hillock.plugins.onednn.Primitive.SOURCE;
import static org.hillock.plugins.onednn.Primitive.SOURCE_GRADIENT;
import static org.hillock.plugins.onednn.Primitive.TARGET;
import static org.hillock.plugins.onednn.Primitive.TARGET_GRADIENT;
import static org.hillock.plugins.onednn.Primitive.WEIGHT;
import static org.hillock.plugins.onednn.Primitive.WEIGHT_GRADIENT;

import java.lang.foreign.MemorySegment;
import org.hillock.api.backend.Convolution;
import org.hillock.plugins.onednn.Primitive.Argument;

/**
 * One computation of a convolution of a number of images. Images stay as they are; weights are
 * brought into the layout oneDNN likes best before, or their gradient out of it after.
 *
 * @param reorder between our layout of the weights and oneDNN's, in the direction needed
 * @param weightBytes of the weights in oneDNN's layout
 */
record ConvolutionPlan(Kind kind, Primitive convolution, Primitive reorder, long weightBytes) {

  /** What is computed. */
  enum Kind {
    /** The output. */
    FORWARD,
    /** The output, added to what is there. */
    ACCUMULATE,
    INPUT_GRADIENT,
    WEIGHT_GRADIENT
  }

  private static final int TRAINING = 64;
  private static final int DIRECT = 1;
  private static final int QUERY_WEIGHT = 131;
  private static final int QUERY_WEIGHT_GRADIENT = 132;

  static ConvolutionPlan of(Engine engine, Kind kind, Convolution c, long images) {
    var w = c.windows();
    var x = images(engine, images, w.height(), w.width(), w.channels());
    var y = images(engine, images, w.outHeight(), w.outWidth(), c.out());
    var strides = engine.dimensions(w.rows().stride(), w.columns().stride());
    var gaps = engine.dimensions(w.rows().dilation() - 1L, w.columns().dilation() - 1L);
    var padding = engine.dimensions(w.rows().padding(), w.columns().padding());
    var any = engine.any(weightExtents(c));
    var none = MemorySegment.NULL;
    var attributes = engine.attributes(kind == Kind.ACCUMULATE);
    var forward =
        engine.describe(
            "dnnl_convolution_forward_primitive_desc_create",
            TRAINING,
            DIRECT,
            x,
            any,
            none,
            y,
            strides,
            gaps,
            padding,
            padding,
            attributes);
    var description =
        switch (kind) {
          case FORWARD, ACCUMULATE -> forward;
          case INPUT_GRADIENT ->
              engine.describe(
                  "dnnl_convolution_backward_data_primitive_desc_create",
                  DIRECT,
                  x,
                  any,
                  y,
                  strides,
                  gaps,
                  padding,
                  padding,
                  forward,
                  attributes);
          case WEIGHT_GRADIENT ->
              engine.describe(
                  "dnnl_convolution_backward_weights_primitive_desc_create",
                  DIRECT,
                  x,
                  any,
                  none,
                  y,
                  strides,
                  gaps,
                  padding,
                  padding,
                  forward,
                  attributes);
        };
    boolean out = kind == Kind.WEIGHT_GRADIENT;
    var dnnl = engine.dnnl();
    var theirs = dnnl.query(description, out ? QUERY_WEIGHT_GRADIENT : QUERY_WEIGHT);
    var convolution =
        new Primitive(
            engine,
            description,
            new Argument(kind == Kind.INPUT_GRADIENT ? SOURCE_GRADIENT : SOURCE, x),
            new Argument(out ? WEIGHT_GRADIENT : WEIGHT, theirs),
            new Argument(description == forward ? TARGET : TARGET_GRADIENT, y));
    var ours = engine.strided(weightExtents(c), weightStrides(c));
    var reorder = out ? reorder(engine, theirs, ours) : reorder(engine, ours, theirs);
    return new ConvolutionPlan(kind, convolution, reorder, dnnl.bytes(theirs));
  }

  private static Primitive reorder(Engine engine, MemorySegment from, MemorySegment to) {
    var dnnl = engine.dnnl();
    engine.useThreads();
    var description =
        engine.own(
            "dnnl_primitive_desc_destroy",
            dnnl.create(
                "dnnl_reorder_primitive_desc_create",
                from,
                engine.handle(),
                to,
                engine.handle(),
                engine.attributes(false)));
    return new Primitive(engine, description, new Argument(SOURCE, from), new Argument(TARGET, to));
  }

  private static MemorySegment images(
      Engine engine, long images, long height, long width, long channels) {
    return engine.strided(
        new long[] {images, channels, height, width},
        new long[] {height * width * channels, 1, width * channels, channels});
  }

  /** {@code [groups][out][in][rows][columns]}, the group's numbers. */
  private static long[] weightExtents(Convolution c) {
    var w = c.windows();
    return new long[] {
      c.groups(), c.groupOut(), c.groupChannels(), w.rows().size(), w.columns().size()
    };
  }

  private static long[] weightStrides(Convolution c) {
    long tap = (long) c.groupChannels() * c.out();
    return new long[] {c.groupOut(), 1, c.out(), c.windows().columns().size() * tap, tap};
  }

  /** Runs it on images, weights and outputs, or their gradients. */
  void run(Engine engine, MemorySegment images, MemorySegment weight, MemorySegment outputs) {
    var theirs = engine.weights().atLeast(weightBytes);
    if (kind == Kind.WEIGHT_GRADIENT) {
      convolution.run(images, theirs, outputs);
      reorder.run(theirs, weight);
    } else {
      reorder.run(weight, theirs);
      convolution.run(images, theirs, outputs);
    }
  }
}
