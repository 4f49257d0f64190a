"""Which lines of a page are the document's: found over the whole page, from words, form, place and neighbours."""
