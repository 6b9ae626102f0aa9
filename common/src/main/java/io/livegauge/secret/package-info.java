/** Secrets that lie in files, and settings that refer to them. */
package io.livegauge.secret;
