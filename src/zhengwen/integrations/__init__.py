"""Integrations with other tools, one module per tool; importing a module imports its tool."""
