/**
 * Surveys and expert panels: reading their files, screening answers, reliability and validity, the
 * reports on both, and the commands {@code survey} and {@code screen}.
 */
package io.livegauge.trainer.survey;
