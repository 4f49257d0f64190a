"""Records in: folders of text and HTML, JSON lines, Parquet and WARC, read a chunk at a time."""

from zhengwen.corpus.records._chunks import CHUNK, Input
from zhengwen.corpus.records._files import FORMATS, InputError
from zhengwen.corpus.records._inputs import find
from zhengwen.corpus.records._lines import of_lines
from zhengwen.corpus.records._reading import read
from zhengwen.corpus.records._record import Options, Read, Record, Reject, Row
from zhengwen.corpus.records._storage import file_system, is_remote, listed

__all__ = [
    "CHUNK",
    "FORMATS",
    "Input",
    "InputError",
    "Options",
    "Read",
    "Record",
    "Reject",
    "Row",
    "file_system",
    "find",
    "is_remote",
    "listed",
    "of_lines",
    "read",
]
