"""Input fields as JSON."""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any


def as_json(value: Mapping[str, Any]) -> str:
    """Serialize fields as JSON that every reader and store accepts.

    Lone surrogates are escaped. Dates and times become ISO 8601, decimals text, bytes Base64, durations seconds. NaN
    and infinity become null, since JSON has neither.
    """
    try:
        text = ENCODER.encode(value)
    except ValueError:
        text = json.dumps(_without_nan(value), ensure_ascii=False, default=_json_value, separators=(",", ":"))
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(json.loads(text), separators=(",", ":"))
    return text


def _json_value(value: object) -> object:
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, (bytes, bytearray, memoryview)):
        return base64.b64encode(value).decode()
    return str(value)


def _without_nan(value: Any) -> Any:  # noqa: ANN401  # any JSON value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {key: _without_nan(one) for key, one in value.items()}
    return [_without_nan(one) for one in value] if isinstance(value, (list, tuple)) else value


# Shared, because `json.dumps` creates a new encoder for every call with options.
ENCODER = json.JSONEncoder(ensure_ascii=False, default=_json_value, separators=(",", ":"), allow_nan=False)
