/** The commands behind {@code ./livegauge}. */
package io.livegauge.local;
