"""Records in: folders of text and HTML, JSON lines, Parquet and WARC, read a chunk at a time."""

from zhengwen.corpus.records._inputs import CHUNK, FORMATS, Input, InputError, find
from zhengwen.corpus.records._reading import Options, Record, Reject, of_lines, read

__all__ = ["CHUNK", "FORMATS", "Input", "InputError", "Options", "Record", "Reject", "find", "of_lines", "read"]
