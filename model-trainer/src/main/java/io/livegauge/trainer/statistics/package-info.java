/**
 * Formulas of survey and expert statistics, pure: numbers in, numbers out. Callers see to it that
 * the numbers are finite and that what is asked for is defined; each method says when it is.
 */
package io.livegauge.trainer.statistics;
