package io.livegauge.benchmark.report;

import io.livegauge.benchmark.result.Result;
import io.livegauge.benchmark.result.Target;
import io.livegauge.benchmark.result.Target.Kind;
import io.livegauge.benchmark.result.Target.Verdict;
import io.livegauge.benchmark.result.Targets;
import java.util.List;
import java.util.OptionalDouble;

/**
 * One line of the table of targets, as it is shown.
 *
 * @param figure with the target's number before it
 * @param measured a dash where it was not
 */
record TargetLine(String figure, String measured, Verdict verdict, String atLeast, String aim) {

  /** All lines, in the order of their numbers, whatever was measured. */
  static List<TargetLine> of(List<Result> results) {
    return Targets.ALL.stream().map(target -> of(target, target.measured(results))).toList();
  }

  private static TargetLine of(Target target, OptionalDouble measured) {
    Kind kind = target.kind();
    String before = kind.isMoreBetter() ? "≥ " : "≤ ";
    return new TargetLine(
        target.number() + ". " + target.figure(),
        measured.isPresent() ? shown(kind, measured.getAsDouble()) : "–",
        measured.isPresent() ? target.verdict(measured.getAsDouble()) : Verdict.NOT_MEASURED,
        before + shown(kind, target.atLeast()),
        before + shown(kind, target.aim()));
  }

  /** The verdict with a mark before it. */
  String marked() {
    String mark =
        switch (verdict) {
          case AIM_REACHED, MET -> "✓ ";
          case MISSED -> "✗ ";
          case NOT_MEASURED -> "– ";
        };
    return mark + verdict.words();
  }

  private static String shown(Kind kind, double value) {
    return Shown.figure(value) + kind.unit();
  }
}
