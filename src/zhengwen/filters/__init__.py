"""The filters, one folder a family: a module with a `find` function in one of them is a filter; no list names it."""
