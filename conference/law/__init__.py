"""The law and the published procedures as pure functions: no database, no clock, no screen."""
