"""The inspector: asks about a trace in, answers out, alike for the page and for notebooks."""
