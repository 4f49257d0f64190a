// Rows of random pages: together they are both texts, each with its line, and none is too long. Returns what is wrong.
(() => {
  let seed = 1;
  const random = (below) => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed % below;
  };
  const made = (length, breaks) => {
    let text = "";
    for (let at = 0; at < length; at += 1) text += random(breaks) === 0 ? "\n" : ["甲", "乙", "😀", " "][random(4)];
    return text;
  };
  const changed = (text, most) => {
    const gaps = [];
    for (let at = random(30); at < text.length; at += 1 + random(30)) {
      const end = at + random(most), fresh = ["", "x", "x\ny", "\n"][random(4)];
      if (end <= text.length && text.slice(at, end) !== fresh) {
        gaps.push([at, end, fresh]);
        at = end;
      }
    }
    return gaps;
  };
  for (let round = 0; round < 2000; round += 1) {
    const isLong = round % 50 === 0, text = made(random(isLong ? 9000 : 60), round % 7 ? 6 : 1000);
    const gaps = changed(text, isLong ? 3000 : 12), clean = cleanOf(text, gaps), rows = rowsOf(text, gaps);
    let before = "", after = "";
    for (const [at, row] of rows.entries()) {
      const next = rows[at + 1], isBroken = next && next.hard && next.o0 === row.o1 + 1 ? "\n" : "";
      before += text.slice(row.o0, row.o1) + isBroken;
      after += clean.slice(row.n0, row.n1) + isBroken;
      if (text.slice(0, row.o0).split("\n").length !== row.oline) return `${round}: line of the input`;
      if (clean.slice(0, row.n0).split("\n").length !== row.nline) return `${round}: line of the clean text`;
      if (!row.changed && text.slice(row.o0, row.o1) !== clean.slice(row.n0, row.n1)) return `${round}: not the same`;
      if (Math.max(row.o1 - row.o0, row.n1 - row.n0) > 2001) return `${round}: a row is too long`;
    }
    if (before !== text || after !== clean) return `${round}: the rows are not the texts`;
    const spans = gaps.map(([start, end], id) => [start, end, id]), found = new Spans(spans);
    for (const row of rows) {
      const touching = found.within(row.o0, row.o1);
      for (const [start, end, id] of spans) {
        const isPoint = start === end, touches = isPoint ? start >= row.o0 && start <= row.o1 : start < row.o1 && end > row.o0;
        if (touches && !touching.some((one) => one[2] === id || (isPoint && one[0] === start))) return `${round}: a span is missing`;
      }
      const pieces = segmentsOf(row.o0, row.o1, touching);
      if (pieces.map(([start, end]) => text.slice(start, end)).join("") !== text.slice(row.o0, row.o1)) return `${round}: pieces`;
    }
  }
  return "nothing";
})()
