package io.livegauge.benchmark.scale;

import io.livegauge.benchmark.live.LiveBench;
import io.livegauge.benchmark.scale.Drain.Cost;
import io.livegauge.benchmark.workload.WorkloadTopics;
import io.livegauge.event.Topic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Measures the shapes of a plan, chart by chart, those of a chart in turn. */
final class ScaleBench {
  /** Of each input topic. */
  static final int PARTITIONS = 2;

  private final ScalePlan plan;
  private final LiveBench bench;
  private final Consumer<String> progress;
  private final Drain drain;
  private int filled;

  /** The topics of a shape. */
  private record Filled(Shape shape, String prefix) {}

  /**
   * @param progress is told what happens, a sentence each
   */
  ScaleBench(ScalePlan plan, LiveBench bench, Consumer<String> progress) {
    this.plan = plan;
    this.bench = bench;
    this.progress = progress;
    this.drain = new Drain(bench, plan.jobOptions(), plan.limitSeconds());
  }

  /**
   * Runs all rounds of all shapes.
   *
   * @return the costs by shape, in the order of the plan, one a round
   * @throws IllegalStateException where broker or job fails
   */
  Map<Shape, List<Cost>> costs() throws IOException, InterruptedException {
    Map<Shape, List<Cost>> costs = new LinkedHashMap<>();
    boolean warm = false;
    for (String chart : plan.shapes().stream().map(Shape::series).distinct().toList()) {
      List<Shape> shapes =
          plan.shapes().stream().filter(shape -> shape.series().equals(chart)).toList();
      List<Filled> topics = new ArrayList<>();
      for (int round = 0; round < plan.rounds(); round++) {
        for (Shape shape : shapes) {
          String prefix = topics(shape, topics);
          if (!warm) {
            warm = true;
            progress.accept("warming up");
            drain.run(shape, prefix, plan.events());
          }
          Cost cost = drain.run(shape, prefix, plan.events());
          costs.computeIfAbsent(shape, any -> new ArrayList<>()).add(cost);
          progress.accept(
              String.format(
                  Locale.ROOT,
                  "%s %s: %.2f µs of CPU an event, %,.0f events/s",
                  shape.series(),
                  shape.name(),
                  cost.cpuMicros(),
                  cost.rate()));
        }
      }
      for (Filled gone : topics) {
        WorkloadTopics.delete(bench.bootstrap(), names(gone.prefix()));
      }
    }
    return costs;
  }

  /** The prefix of a shape's topics, which are filled where no shape before has the same. */
  private String topics(Shape shape, List<Filled> topics) {
    for (Filled there : topics) {
      if (there.shape().sharesTopicsWith(shape)) {
        return there.prefix();
      }
    }
    String prefix = "scale-" + ++filled + ".";
    progress.accept(
        String.format(
            Locale.ROOT, "%s %s: writing %,d events", shape.series(), shape.name(), plan.events()));
    WorkloadTopics.fill(
        bench.bootstrap(),
        prefix,
        shape.workload(),
        plan.events(),
        PARTITIONS,
        shape.spread(),
        written -> {});
    WorkloadTopics.create(bench.bootstrap(), outputs(prefix), PARTITIONS);
    topics.add(new Filled(shape, prefix));
    return prefix;
  }

  private static List<String> outputs(String prefix) {
    List<String> outputs = new ArrayList<>(names(prefix));
    outputs.removeAll(WorkloadTopics.inputs(prefix));
    return outputs;
  }

  private static List<String> names(String prefix) {
    List<String> names = new ArrayList<>();
    for (Topic topic : Topic.values()) {
      names.add(topic.named(prefix));
    }
    return names;
  }
}
