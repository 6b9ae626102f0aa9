/**
 * What a user gives: option values, tables and texts of files; files written whole; lines for
 * terminals.
 */
package io.livegauge.trainer.io;
