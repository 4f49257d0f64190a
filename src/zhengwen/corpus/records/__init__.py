"""Reading records from folders of text and HTML, JSON Lines, Parquet and WARC files, one chunk at a time."""

from zhengwen.corpus.records._chunks import CHUNK, Input
from zhengwen.corpus.records._files import InputError
from zhengwen.corpus.records._inputs import find
from zhengwen.corpus.records._reading import FieldCheck, WrongFieldError, check_text_field, read
from zhengwen.corpus.records._record import Options, Read, Record, Reject, Row
from zhengwen.corpus.records._storage import file_system, is_remote, listed
from zhengwen.corpus.records.formats.jsonl import of_lines

__all__ = [
    "CHUNK",
    "FieldCheck",
    "Input",
    "InputError",
    "Options",
    "Read",
    "Record",
    "Reject",
    "Row",
    "WrongFieldError",
    "check_text_field",
    "file_system",
    "find",
    "is_remote",
    "listed",
    "of_lines",
    "read",
]
