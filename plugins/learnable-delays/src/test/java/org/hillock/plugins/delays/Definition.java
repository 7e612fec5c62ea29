package org.hillock.plugins.delays;

/**
 * Delayed synapses as the paper defines them, in double precision and apart from the layer.
 *
 * @param width deviation of the Gaussian; 0: delays are rounded
 * @param added steps by which a sequence gets longer
 */
record Definition(
    int window, int synapses, int in, int out, double width, Sharing sharing, int added) {

  /**
   * What leaves.
   *
   * @param x {@code [steps][rows][in]}
   * @param w {@code [synapses][in][out]}
   * @param p as w, {@code [synapses][in]} or {@code [synapses][out]}
   */
  double[] output(int steps, int rows, double[] x, double[] w, double[] p) {
    var y = new double[(steps + added) * rows * out];
    for (int synapse = 0; synapse < w.length; synapse++) {
      int i = synapse / out % in;
      int j = synapse % out;
      int m = synapse / (in * out);
      double[] kernel =
          kernel(
              switch (sharing) {
                case SYNAPTIC -> p[synapse];
                case AXONAL -> p[m * in + i];
                case DENDRITIC -> p[m * out + j];
              });
      for (int t = 0; t < steps + added; t++) {
        for (int k = 0; k < window; k++) {
          int from = t + k - (window - 1);
          for (int r = 0; r < rows && from >= 0 && from < steps; r++) {
            y[(t * rows + r) * out + j] += w[synapse] * kernel[k] * x[(from * rows + r) * in + i];
          }
        }
      }
    }
    return y;
  }

  private double[] kernel(double p) {
    var kernel = new double[window];
    if (width == 0) {
      kernel[(int) Math.rint(p) + window / 2] = 1;
      return kernel;
    }
    double sum = 1e-7;
    for (int k = 0; k < window; k++) {
      kernel[k] = Math.exp(-.5 * Math.pow((k - (p + window / 2)) / width, 2));
      sum += kernel[k];
    }
    for (int k = 0; k < window; k++) {
      kernel[k] /= sum;
    }
    return kernel;
  }
}
