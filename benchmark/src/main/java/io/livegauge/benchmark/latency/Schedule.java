package io.livegauge.benchmark.latency;

import java.util.ArrayList;
import java.util.List;

/**
 * An open load: stages one after the other, whatever becomes of the events before. Pure.
 *
 * @param startMillis when the first stage begins, epoch ms
 * @param stages one at least
 */
record Schedule(long startMillis, List<Stage> stages) {
  /** Checks that there is a stage. */
  Schedule {
    stages = List.copyOf(stages);
    if (stages.isEmpty()) {
      throw new IllegalArgumentException("A schedule has at least one stage");
    }
  }

  /** When a stage begins, epoch ms; the one after the last is the end of all. */
  long beginMillis(int stage) {
    long begin = startMillis;
    for (Stage before : stages.subList(0, stage)) {
      begin += before.lengthMillis();
    }
    return begin;
  }

  /** When the last stage is over, epoch ms. */
  long endMillis() {
    return beginMillis(stages.size());
  }

  /**
   * The slice ends that count in a stage, epoch ms, ascending.
   *
   * @param sliceMillis length of a slice
   */
  List<Long> sliceEnds(int stage, long sliceMillis) {
    long from = beginMillis(stage) + stages.get(stage).warmUpMillis();
    long to = from + stages.get(stage).measuredMillis();
    List<Long> ends = new ArrayList<>();
    for (long end = (from / sliceMillis + 1) * sliceMillis; end <= to; end += sliceMillis) {
      ends.add(end);
    }
    return ends;
  }
}
