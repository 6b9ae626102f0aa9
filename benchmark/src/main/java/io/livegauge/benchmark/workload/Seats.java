package io.livegauge.benchmark.workload;

/** How many of all viewers are in which room. */
final class Seats {
  private Seats() {}

  /** The room of every seat, ascending; every room has one at least. */
  static int[] rooms(Workload workload) {
    double[] weights = weights(workload);
    int[] rooms = new int[workload.viewers()];
    // Each room gets its one, and what is left is divided by weight.
    int free = rooms.length - weights.length;
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    int seat = 0;
    double until = 0;
    for (int room = 0; room < weights.length; room++) {
      until += weights[room];
      long end = room + 1 + Math.round(free * (until / sum));
      while (seat < Math.min(end, rooms.length)) {
        rooms[seat++] = room;
      }
    }
    return rooms;
  }

  private static double[] weights(Workload workload) {
    double[] weights = new double[workload.rooms()];
    double sum = 0;
    for (int room = 0; room < weights.length; room++) {
      weights[room] = StrictMath.pow(room + 1, -workload.skew());
      sum += weights[room];
    }
    // So much more that the first room's extra part is its share of all.
    weights[0] += sum * workload.hotShare() / (1 - workload.hotShare());
    return weights;
  }
}
