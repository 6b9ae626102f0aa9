/** Who may see what. */
package io.livegauge.dashboard.access;
