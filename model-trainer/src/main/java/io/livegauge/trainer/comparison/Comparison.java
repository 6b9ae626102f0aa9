package io.livegauge.trainer.comparison;

import io.livegauge.trainer.data.DataSummary;
import io.livegauge.trainer.data.Rows;
import io.livegauge.trainer.statistics.ClusterBootstrap;
import io.livegauge.trainer.statistics.Summary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The study's table 7, done right: learners on the same training rows, measured on the same
 * held-out ones, each with several seeds.
 *
 * @param data what is said of the data
 * @param training the rows they learned from
 * @param heldOut the rows they were measured by
 * @param seeds of the runs, the same for all
 * @param contenders in the order in which they were asked for
 */
public record Comparison(
    DataSummary data, Rows training, Rows heldOut, List<Long> seeds, List<Contender> contenders) {

  /** Below so many sessions a bootstrap makes the noise look too small. */
  public static final int FEW_SESSIONS = 20;

  /** From so many seeds on their intervals can be relied on. */
  public static final int ENOUGH_SEEDS = 10;

  private static final double UPPER_SHARE = 0.975;
  private static final int RESAMPLES = 2_000;
  private static final long RESAMPLING_SEED = 1;

  /** The one with the lowest mean RMSE; of equal ones the earlier. */
  public Contender winner() {
    return contenders.stream()
        .min(Comparator.comparingDouble((Contender contender) -> contender.rmse().mean()))
        .orElseThrow();
  }

  /** The one with the lowest mean RMSE but for the winner; empty where there is none. */
  public Optional<Contender> runnerUp() {
    Contender winner = winner();
    return contenders.stream()
        .filter(contender -> !contender.name().equals(winner.name()))
        .min(Comparator.comparingDouble((Contender contender) -> contender.rmse().mean()));
  }

  /** The contender of that name. */
  public Optional<Contender> contender(String name) {
    return contenders.stream().filter(contender -> contender.name().equals(name)).findFirst();
  }

  /** The study's network, where it takes part. */
  public Optional<Contender> network() {
    return contender(NetworkLearner.BACK_PROPAGATION);
  }

  /** The variance of the held-out targets, divided by their count: one for all. */
  public double testVariance() {
    return contenders.get(0).runs().get(0).metrics().testVariance();
  }

  /** How far one is ahead of another. */
  public Lead lead(Contender one, Contender other) {
    double[] rmse = new double[seeds.size()];
    for (int i = 0; i < rmse.length; i++) {
      rmse[i] = other.runs().get(i).metrics().rmse() - one.runs().get(i).metrics().rmse();
    }
    double variance = testVariance();
    ClusterBootstrap.Interval r2 = null;
    if (variance > 0) {
      double[] gains = new double[heldOut.size()];
      for (int row = 0; row < gains.length; row++) {
        gains[row] = (other.squaredErrors()[row] - one.squaredErrors()[row]) / variance;
      }
      r2 =
          new ClusterBootstrap(RESAMPLES, RESAMPLING_SEED)
              .mean(gains, heldOut.sessions(), heldOut.sessionCount(), UPPER_SHARE);
    }
    return new Lead(one.name(), other.name(), Summary.of(rmse), r2);
  }

  /** How far each of the others is ahead of the study's network; empty where it has no part. */
  public List<Lead> leadsOverNetwork() {
    return network()
        .map(
            network ->
                contenders.stream()
                    .filter(contender -> !contender.name().equals(network.name()))
                    .map(contender -> lead(contender, network))
                    .toList())
        .orElse(List.of());
  }

  /** Who did best, and whether that can be told from chance, in sentences. */
  public List<String> conclusions() {
    Contender winner = winner();
    List<String> sentences = new ArrayList<>();
    String best =
        String.format(
            Locale.ROOT,
            "Lowest mean RMSE: %s, %.4f%s.",
            winner.name(),
            winner.rmse().mean(),
            testVariance() > 0 ? String.format(Locale.ROOT, " (R2 %.4f)", winner.r2().mean()) : "");
    sentences.add(
        winner.name().equals(NetworkLearner.BACK_PROPAGATION) || network().isEmpty()
            ? best
            : best + " It is not the study's network.");
    runnerUp().ifPresent(next -> sentences.add(sentence(lead(winner, next), "the next")));
    network()
        .filter(network -> !network.name().equals(winner.name()))
        .filter(network -> !runnerUp().map(Contender::name).equals(Optional.of(network.name())))
        .ifPresent(
            network -> sentences.add(sentence(lead(winner, network), "the study's network")));
    return sentences;
  }

  private static String sentence(Lead lead, String what) {
    if (lead.r2() == null) {
      return "The held-out targets do not vary, so R2 is not defined and nobody's lead is.";
    }
    return String.format(
        Locale.ROOT,
        "Over %s, %s, %s leads by %.4f of R2, 95 %% interval over sessions %.4f to %.4f: %s.",
        lead.over(),
        what,
        lead.name(),
        lead.r2().mean(),
        lead.r2().lower(),
        lead.r2().upper(),
        lead.isAhead() ? "more than chance" : "within chance");
  }

  /** What a reader should know before believing any of it, one sentence each. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>(data.notes());
    if (seeds.size() < ENOUGH_SEEDS) {
      notes.add(
          "Fewer than "
              + ENOUGH_SEEDS
              + " seeds: intervals over seeds say little, or are not there.");
    }
    if (heldOut.sessionCount() < FEW_SESSIONS) {
      notes.add(
          "Only "
              + heldOut.sessionCount()
              + " sessions are held out; of fewer than "
              + FEW_SESSIONS
              + " the bootstrap makes the noise look too small.");
    }
    List<String> large =
        contenders.stream()
            .filter(contender -> contender.parameters() > training.size())
            .map(contender -> contender.name() + " (" + contender.parameters() + ")")
            .toList();
    if (!large.isEmpty()) {
      notes.add(
          "More parameters than the "
              + training.size()
              + " training rows: "
              + String.join(", ", large)
              + ".");
    }
    contender("mean")
        .ifPresent(
            mean -> {
              List<String> worse =
                  contenders.stream()
                      .filter(each -> each.rmse().mean() > mean.rmse().mean())
                      .map(Contender::name)
                      .toList();
              if (!worse.isEmpty()) {
                notes.add(
                    "Worse than the mean of the training targets, so nothing was learned: "
                        + String.join(", ", worse)
                        + ".");
              }
            });
    return List.copyOf(notes);
  }
}
