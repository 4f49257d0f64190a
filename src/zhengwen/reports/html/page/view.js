// One page: two columns of rows, drawn only where they are looked at, and the list of findings.
"use strict";

const ROWS_PER_BLOCK = 40;
const ITEMS_PER_BLOCK = 100;
// Control characters, and invisible ones that could reorder or hide text: shown by their number.
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const BLANKS = { " ": "·", "\u00a0": "⍽", "\u3000": "□", "\t": "⇥", "\n": "⏎\n" };

function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

// Text with what cannot be seen made visible; within a mark, blanks too.
function fill(element, text, isMarked) {
  let done = 0;
  const add = (part) => {
    if (!part) return;
    element.append(isMarked && part.trim() === "" ? part.replace(/[ \u00a0\u3000\t\n]/g, (one) => BLANKS[one]) : part);
  };
  for (const found of text.matchAll(UNSEEN)) {
    add(text.slice(done, found.index));
    element.append(make("span", "invisible", found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")));
    done = found.index + found[0].length;
  }
  add(text.slice(done));
}

// Blocks whose contents exist only near the visible part of a scrolling element.
class Blocks {
  constructor(scroller, holder, count, size, height, draw) {
    this.size = size;
    this.draw = draw;
    this.blocks = [];
    this.seen = new IntersectionObserver((entries) => {
      for (const entry of entries) this.show(entry.target, entry.isIntersecting);
    }, { root: scroller, rootMargin: "1600px 0px" });
    const all = document.createDocumentFragment();
    for (let first = 0; first < count; first += size) {
      const block = make("div", "block");
      block.first = first;
      block.end = Math.min(first + size, count);
      block.style.minHeight = `${height(first, block.end)}px`;
      this.blocks.push(block);
      all.append(block);
    }
    holder.replaceChildren(all);
    if (this.blocks.length) this.show(this.blocks[0], true);
    for (const block of this.blocks) this.seen.observe(block);
  }
  show(block, isSeen) {
    if (isSeen && !block.isDrawn) {
      const parts = document.createDocumentFragment();
      for (let at = block.first; at < block.end; at += 1) parts.append(this.draw(at));
      block.replaceChildren(parts);
      block.style.minHeight = "";
    } else if (!isSeen && block.isDrawn) {
      block.style.minHeight = `${block.offsetHeight}px`;
      block.replaceChildren();
    }
    block.isDrawn = isSeen;
  }
  // The block of a row, with its contents.
  reach(at) {
    const block = this.blocks[Math.floor(at / this.size)];
    if (block && !block.isDrawn) this.show(block, true);
    return block;
  }
  redraw() {
    for (const block of this.blocks) if (block.isDrawn) { block.isDrawn = false; this.show(block, true); }
  }
  drawAll() { for (const block of this.blocks) this.show(block, true); }
  close() { this.seen.disconnect(); }
}

class PageView {
  constructor(scroller, holder, page, isShown) {
    this.page = page;
    this.isShown = isShown;
    this.clean = cleanOf(page.text, page.gaps);
    this.rows = rowsOf(page.text, page.gaps);
    this.left = new Spans(page.findings.map((one, id) => [one.start, one.end, id]));
    this.right = new Spans(page.findings.flatMap((one, id) => (one.at ? [[one.at[0], one.at[1], id]] : [])));
    this.current = -1;
    this.hit = null;
    const height = (first, end) => {
      let lines = 0;
      const perLine = Math.max(12, scroller.clientWidth / 2 / 18);
      for (let at = first; at < end; at += 1) {
        const row = this.rows[at];
        lines += Math.max(1, Math.ceil(Math.max(row.o1 - row.o0, row.n1 - row.n0) / perLine));
      }
      return lines * 31;
    };
    this.blocks = new Blocks(scroller, holder, this.rows.length, ROWS_PER_BLOCK, height, (at) => this.row(at));
  }
  row(at) {
    const row = this.rows[at];
    const element = make("div", row.changed ? "row changed" : "row");
    const startsLine = (text, position) => !position || text[position - 1] === "\n";
    element.append(
      make("div", "number before", startsLine(this.page.text, row.o0) ? String(row.oline) : ""), this.cell("before", row.o0, row.o1),
      make("div", "number after", startsLine(this.clean, row.n0) && (row.n1 > row.n0 || row.o1 === row.o0) ? String(row.nline) : ""), this.cell("after", row.n0, row.n1, row.n0 === row.n1 && row.o1 > row.o0),
    );
    return element;
  }
  cell(side, start, end, isGone = false) {
    const isBefore = side === "before";
    const text = isBefore ? this.page.text : this.clean;
    const cell = make("div", `text ${side}`);
    cell.lang = "zh";
    if (isGone) cell.classList.add("none");
    if (isGone) return cell;
    const spans = (isBefore ? this.left : this.right).within(start, end).filter((span) => this.isShown(span[2]));
    if (isBefore && this.hit) spans.push([this.hit[0], this.hit[1], -2]);
    for (const [first, last, id] of segmentsOf(start, end, spans)) {
      if (id === -1) { fill(cell, text.slice(first, last), false); continue; }
      const mark = id === -2 ? make("span", "hit") : this.mark(id, text.slice(first, last), isBefore);
      fill(mark, text.slice(first, last), id >= 0);
      cell.append(mark);
    }
    return cell;
  }
  mark(id, text, isBefore) {
    const finding = this.page.findings[id];
    const mark = make("span", `mark ${finding.state}${text ? "" : " point"}${id === this.current ? " current" : ""}`);
    mark.dataset.family = familyOf(finding.rule);
    mark.dataset.id = id;
    mark.tabIndex = isBefore ? 0 : -1;
    mark.setAttribute("role", "button");
    if (text.trim()) mark.setAttribute("aria-describedby", "tip"); // which says the reason as soon as it has the focus
    else mark.setAttribute("aria-label", `${finding.rule} ${finding.message}`);
    return mark;
  }
  rowAt(position, isBefore) {
    const start = isBefore ? "o0" : "n0";
    let low = 0, high = this.rows.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.rows[middle][start] <= position) low = middle; else high = middle - 1;
    }
    return low;
  }
  // Show a place of the input, and return its element.
  go(position, selector) {
    const block = this.blocks.reach(this.rowAt(position, true));
    if (!block) return null;
    const found = block.querySelector(selector) || block;
    found.scrollIntoView({ block: "center" });
    return found;
  }
  choose(id, isScrolled = true) {
    const holder = this.blocks.blocks.length ? this.blocks.blocks[0].parentNode : document.body;
    for (const mark of holder.querySelectorAll(".mark.current")) mark.classList.remove("current");
    this.current = id;
    const finding = this.page.findings[id];
    const found = finding && isScrolled ? this.go(finding.start, `.before .mark[data-id="${id}"]`) : null;
    for (const mark of holder.querySelectorAll(`.mark[data-id="${id}"]`)) mark.classList.add("current");
    return found;
  }
  highlight(hit) {
    this.hit = hit;
    this.blocks.redraw();
    if (hit) this.go(hit[0], ".before .hit");
  }
  close() { this.blocks.close(); }
}

const FAMILIES = "ECSDFNTPW";
const familyOf = (rule) => (FAMILIES.includes(rule[0]) && /^[A-Z]\d/.test(rule) ? rule[0] : "X");
