/** Rejected records: shown, counted, taken out to be repaired, and sent again. */
package io.livegauge.local.quarantine;
