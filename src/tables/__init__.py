"""Programs that make the data of `zhengwen`."""
