// From a page's payload to rows of two columns, and from a row to its marked segments. Knows no document.
"use strict";

// Characters of one row at most: a page on a single line is shown in pieces that a browser lays out quickly.
const MAX_ROW = 2000;
// Line breaks of one change at most that are shown in one row: more of them are a block.
const MAX_JOINED = 2;

// `gaps` are what changed: [start, end in the input, new text]; between them both texts are the same.
function cleanOf(original, gaps) {
  const parts = [];
  let done = 0;
  for (const [start, end, text] of gaps) {
    parts.push(original.slice(done, start), text);
    done = end;
  }
  parts.push(original.slice(done));
  return parts.join("");
}

function rowsOf(original, gaps) {
  const rows = [];
  let o = 0, n = 0, o0 = 0, n0 = 0, oline = 1, nline = 1, changed = false, hard = true;
  let oldBreaks = 0, newBreaks = 0;
  const flush = (isHard) => {
    rows.push({ o0, o1: o, n0, n1: n, oline, nline, changed, hard });
    oline += oldBreaks; nline += newBreaks;
    oldBreaks = newBreaks = 0;
    if (isHard) { o += 1; n += 1; oline += 1; nline += 1; }
    o0 = o; n0 = n; changed = false; hard = isHard;
  };
  const keep = (end) => { // a run that both texts have
    while (o < end) {
      const next = original.indexOf("\n", o);
      const stop = next < 0 || next >= end ? end : next;
      while (o < stop) {
        const room = MAX_ROW - (o - o0);
        if (room <= 0) { flush(false); continue; }
        const step = whole(original, o, Math.min(stop - o, room));
        o += step; n += step;
      }
      if (stop < end) flush(true);
    }
  };
  const replace = (end, text) => {
    let used = 0;
    const isBlock = count(original, o, end) > MAX_JOINED;
    changed = true;
    for (;;) {
      let old = whole(original, o, Math.min(end - o, Math.max(1, MAX_ROW - (o - o0))));
      const made = whole(text, used, Math.min(text.length - used, Math.max(1, MAX_ROW - (n - n0))));
      const stop = isBlock && used >= text.length ? original.indexOf("\n", o) : -1;
      if (stop >= 0 && stop < o + old) old = stop + 1 - o; // a block that was cut keeps its lines
      oldBreaks += count(original, o, o + old); newBreaks += count(text, used, used + made);
      o += old; n += made; used += made;
      if (o >= end && used >= text.length) return;
      flush(false);
      changed = true;
    }
  };
  for (const [start, end, text] of gaps) { keep(start); replace(end, text); }
  keep(original.length);
  flush(false);
  return rows;
}

// The length of a piece that does not end inside a character of two units.
function whole(text, start, length) {
  const code = length ? text.charCodeAt(start + length - 1) : 0;
  const isHalf = code >= 0xd800 && code < 0xdc00 && start + length < text.length;
  return isHalf ? length + 1 : length;
}

function count(text, start, end) {
  let found = 0;
  for (let at = text.indexOf("\n", start); at >= 0 && at < end; at = text.indexOf("\n", at + 1)) found += 1;
  return found;
}

// Findings by where they stand, so that those of a row are found without looking at all.
class Spans {
  constructor(spans) { // [start, end, id], in any order
    const sorted = spans.slice().sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    // Of what was cut at one place, however much, one mark is shown.
    this.spans = sorted.filter(([start, end], at) => start < end || !at || sorted[at - 1][0] !== start || sorted[at - 1][1] !== end);
    this.reach = [];
    let reach = -1;
    for (const [, end] of this.spans) this.reach.push(reach = Math.max(reach, end));
  }
  // The spans that touch [start, end]; an empty one belongs to the row in which it stands.
  within(start, end) {
    let low = 0, high = this.reach.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.reach[middle] < start) low = middle + 1; else high = middle;
    }
    const found = [];
    for (let at = low; at < this.spans.length && this.spans[at][0] <= end; at += 1) {
      const [first, last] = this.spans[at];
      if (first === last ? last >= start : last > start && first < end) found.push(this.spans[at]);
    }
    return found;
  }
}

// [start, end, id or -1] pieces of a row: of spans that overlap, the shortest is shown.
function segmentsOf(start, end, spans) {
  const cuts = new Set([start, end]);
  const points = [];
  for (const [first, last, id] of spans) {
    if (first === last) points.push([first, id]);
    cuts.add(Math.min(Math.max(first, start), end)).add(Math.min(Math.max(last, start), end));
  }
  const sorted = [...cuts].sort((a, b) => a - b);
  const pieces = [];
  points.sort((a, b) => a[0] - b[0]);
  let point = 0;
  for (let at = 0; at < sorted.length; at += 1) {
    while (point < points.length && points[point][0] === sorted[at]) {
      pieces.push([sorted[at], sorted[at], points[point][1]]);
      point += 1;
    }
    if (at + 1 === sorted.length) break;
    let best = null;
    for (const span of spans) {
      if (span[0] <= sorted[at] && span[1] >= sorted[at + 1] && span[0] < span[1]) {
        if (!best || span[1] - span[0] < best[1] - best[0]) best = span;
      }
    }
    pieces.push([sorted[at], sorted[at + 1], best ? best[2] : -1]);
  }
  return pieces;
}

if (typeof module !== "undefined") module.exports = { cleanOf, rowsOf, Spans, segmentsOf };
