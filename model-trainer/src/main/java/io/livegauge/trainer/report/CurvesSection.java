package io.livegauge.trainer.report;

import io.livegauge.trainer.page.Page;
import io.livegauge.trainer.page.Shown;
import io.livegauge.trainer.training.EarlyStopping;
import io.livegauge.trainer.training.Epoch;
import io.livegauge.trainer.training.TrainedModel;
import java.util.List;

/** How the network came to what it is, epoch by epoch. */
final class CurvesSection {
  private final TrainedModel trained;

  CurvesSection(TrainedModel trained) {
    this.trained = trained;
  }

  void write(Page page) {
    page.heading("Training");
    List<Epoch> course = trained.course();
    Epoch last = course.get(course.size() - 1);
    page.paragraph(
        "14 inputs, "
            + Shown.count(trained.options().hidden(), "hidden neuron", "hidden neurons")
            + ", 1 output; "
            + Shown.count(course.size(), "epoch", "epochs")
            + " of batches of "
            + Shown.count(trained.options().batch(), "row", "rows")
            + ", learning rate "
            + trained.options().learningRate()
            + ". Training loss after the last epoch "
            + Shown.number(last.trainingLoss(), 5)
            + ", an RMSE of "
            + Shown.number(TrainingCharts.POINTS * Math.sqrt(last.trainingLoss()), 2)
            + " points.");
    page.paragraph(watched());
    page.figure(
        "Loss and accuracy over epochs, as figure 3 of the study shows them. Accuracy is the share"
            + " of rows that are predicted to within 5 points of their target; the study does not"
            + " say what it means by it. A row's training loss is taken just before the network"
            + " learns from its batch, the watched rows' after the epoch.",
        List.of(TrainingCharts.loss(course), TrainingCharts.accuracy(course)),
        List.of("Loss over epochs", "Share of rows within 5 points over epochs"));
  }

  private String watched() {
    EarlyStopping stopping = trained.stopping();
    if (stopping == null) {
      return "The rows watched on the way are the held-out ones; nothing was chosen by them, and"
          + " every epoch was run. --patience N stops where N epochs bring nothing better.";
    }
    return "Of the sessions to learn from, "
        + Shown.count(stopping.watched())
        + " were watched instead, and "
        + Shown.count(stopping.learned())
        + " learned from. The network of epoch "
        + Shown.count(stopping.epoch())
        + " had the smallest loss on the watched rows and was taken; of at most "
        + Shown.count(trained.options().epochs())
        + " epochs "
        + Shown.count(trained.course().size())
        + " were run. The held-out sessions had no part in it.";
  }
}
