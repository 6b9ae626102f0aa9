/** The command behind {@code ./livegauge dashboard}. */
package io.livegauge.dashboard.command;
