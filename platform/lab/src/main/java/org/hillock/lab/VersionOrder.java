package org.hillock.lab;

import java.util.Comparator;

/** Orders versions {@code major.minor.micro.qualifier}: numbers as numbers, the rest as text. */
final class VersionOrder implements Comparator<String> {

  @Override
  public int compare(String a, String b) {
    var left = a.split("\\.", 4);
    var right = b.split("\\.", 4);
    for (int i = 0; i < Math.min(left.length, right.length); i++) {
      boolean numbers = left[i].matches("\\d{1,9}") && right[i].matches("\\d{1,9}");
      int order =
          numbers
              ? Integer.compare(Integer.parseInt(left[i]), Integer.parseInt(right[i]))
              : left[i].compareTo(right[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.length, right.length);
  }
}
