/** From a measurement and a model to an explained score, a session summary, and their records. */
package io.livegauge.score;
