/** What a user gives: option values, tables and texts of files; and files written whole. */
package io.livegauge.trainer.io;
