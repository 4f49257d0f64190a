// The page as a whole: what is shown, filters, search, keys.
"use strict";

const byId = (id) => document.getElementById(id);
const STATES = ["fixed", "unsafe", "report", "rejected"];

const app = {
  data: null, number: 0, view: null, items: null, shown: [], current: -1, query: "",
  off: new Set(), hits: [], hit: -1, review: null,
};

function start() {
  app.data = JSON.parse(byId("data").textContent);
  language = app.data.lang;
  if (app.data.review) app.review = new Review(app.data.review);
  applyTheme(matchMedia("(prefers-color-scheme: dark)").matches);
  listen();
  translate();
  open(app.data.overview ? -1 : 0);
}

// Pages

async function pageOf(number) {
  if (app.review) return app.review.page(number);
  return JSON.parse(byId(`page-${number}`).textContent);
}

async function open(number, keep = -1) {
  const page = number < 0 ? null : await pageOf(number);
  if (number >= 0 && !page) return;
  app.number = number;
  app.page = page;
  app.current = -1;
  app.hits = []; app.hit = -1;
  byId("pages").value = String(number);
  byId("overview").hidden = Boolean(page);
  byId("reading").hidden = byId("beside").hidden = !page;
  byId("tools").hidden = !page;
  if (app.view) app.view.close();
  app.view = null;
  if (!page) { drawOverview(byId("plots"), app.data.overview); return; }
  app.view = new PageView(byId("document"), byId("rows"), page, isShown);
  byId("document").scrollTop = 0;
  drawFilters();
  drawItems();
  if (keep >= 0) choose(keep);
  else if (app.shown.length) choose(app.review ? app.review.next(page, -1, app.shown) : app.shown[0], Boolean(app.review));
  else drawCard();
}

// Put a page that was cleaned anew in the place of the one that is shown.
function renew(page, wanted) {
  const scroller = byId("document"), top = scroller.scrollTop;
  app.page = page;
  app.view.close();
  app.view = new PageView(scroller, byId("rows"), page, isShown);
  scroller.scrollTop = top;
  drawFilters();
  drawItems();
  if (wanted >= 0) choose(wanted); else { app.current = -1; drawCard(); }
}

// Filters

function isShown(id) {
  const one = app.page.findings[id];
  return !app.off.has(familyOf(one.rule)) && !app.off.has(one.state);
}

function drawFilters() {
  const families = new Map(), states = new Map();
  for (const one of app.page.findings) {
    families.set(familyOf(one.rule), (families.get(familyOf(one.rule)) || 0) + 1);
    states.set(one.state, (states.get(one.state) || 0) + 1);
  }
  const chips = document.createDocumentFragment();
  const chip = (key, count, isFamily) => {
    const button = make("button", "chip");
    button.type = "button";
    if (isFamily) button.dataset.family = key;
    button.dataset.filter = key;
    button.setAttribute("aria-pressed", String(!app.off.has(key)));
    button.append(`${say(key)} `, make("b", "", String(count)));
    chips.append(button);
  };
  for (const family of [...FAMILIES, "X"]) if (families.has(family)) chip(family, families.get(family), true);
  if (families.size && states.size) chips.append(make("span", "gap"));
  for (const state of STATES) if (states.has(state)) chip(state, states.get(state), false);
  byId("filters").replaceChildren(chips);
}

function drawItems() {
  const query = app.query.toLowerCase();
  app.shown = [];
  app.page.findings.forEach((one, id) => {
    const text = query && `${one.rule} ${one.message} ${nameOf(one.rule)} ${app.page.text.slice(one.start, one.end)}`;
    if (isShown(id) && (!query || text.toLowerCase().includes(query))) app.shown.push(id);
  });
  if (app.items) app.items.close();
  const list = byId("list");
  app.items = new Blocks(list, list, app.shown.length, ITEMS_PER_BLOCK, (first, end) => (end - first) * 31, item);
  if (!app.shown.length) list.append(make("p", "empty", app.page.findings.length ? say("none") : say("sound")));
  byId("count").textContent = say("found")(app.shown.length, app.page.findings.length);
}

function item(at) {
  const id = app.shown[at], one = app.page.findings[id];
  const button = make("button", `item${id === app.current ? " current" : ""}`);
  button.type = "button";
  button.tabIndex = -1;
  button.dataset.id = id;
  button.dataset.family = familyOf(one.rule);
  const text = app.page.text, what = make("span", "what"), place = make("b", "");
  const before = text.slice(Math.max(0, one.start - 8), one.start), after = text.slice(one.end, one.end + 14);
  fill(what, before.slice(before.lastIndexOf("\n") + 1), false);
  fill(place, text.slice(one.start, Math.min(one.end, one.start + 40)) || "‸", true);
  what.append(place);
  fill(what, after.split("\n")[0], false);
  what.lang = "zh";
  button.append(make("code", "", one.rule), what, make("span", one.decision ? "done" : "quiet", one.decision ? "✓" : ""));
  return button;
}

// The finding at hand

function nameOf(rule) {
  const known = app.data.rules[rule];
  return known ? (language === "zh" && known.zh) || known.name : "";
}

function choose(id, isScrolled = true) {
  if (id === undefined || id < 0) { app.current = -1; drawCard(); return; }
  app.current = id;
  const mark = app.view.choose(id, isScrolled);
  for (const one of byId("list").querySelectorAll(".current")) one.classList.remove("current");
  const block = app.items.reach(app.shown.indexOf(id));
  const listed = block && block.querySelector(`[data-id="${id}"]`);
  if (listed) { listed.classList.add("current"); listed.scrollIntoView({ block: "nearest" }); }
  drawCard();
  return mark;
}

function drawCard() {
  const card = byId("card"), one = app.page.findings[app.current];
  card.hidden = !one;
  if (app.review) app.review.drawProgress();
  if (!one || (app.review && app.review.isEditing(one))) return;
  const family = familyOf(one.rule), rule = app.data.rules[one.rule];
  const head = make("div", "rule");
  const badge = make("span", "badge", one.rule);
  badge.dataset.family = family;
  head.append(badge, make("strong", "", nameOf(one.rule)), make("span", "state", stateOf(one)));
  const message = make("p", "");
  fill(message, one.message, false);
  message.lang = "en";
  const place = make("p", "state", `${say("line")(1 + count(app.page.text, 0, one.start))} · ${say("of")(app.shown.indexOf(app.current) + 1, app.shown.length)}`);
  card.replaceChildren(head, message, changeOf(one), place);
  if (app.review) card.append(app.review.actions(one));
  if (rule && rule.page) {
    const more = make("details"), summary = make("summary", "", say("about")), text = make("pre", "", rule.page);
    text.lang = "en";
    more.append(summary, text);
    card.append(more);
  }
}

function stateOf(one) {
  if (one.decision === "accept") return say("accepted");
  if (one.decision === "edit") return say("edited");
  return say(one.state);
}

function changeOf(one) {
  const list = make("dl", "change");
  const line = (label, text) => {
    const value = make("dd");
    if (text === "") { value.textContent = say("nothing"); value.className = "quiet"; } else fill(value, text.slice(0, 2000), text.trim() === "");
    value.lang = text === "" ? language : "zh";
    value.tabIndex = 0;
    list.append(make("dt", "", label), value);
  };
  if (one.end > one.start) line(say("was"), app.page.text.slice(one.start, one.end));
  if (one.replacement !== null) line(say(one.state === "fixed" ? "becomes" : "proposed"), one.replacement);
  return one.replacement === null && one.state === "report" ? wrap(list, make("p", "quiet", say("reported"))) : list;
}

function wrap(...parts) {
  const all = make("div");
  all.append(...parts);
  return all;
}

function step(by) {
  if (!app.page || !app.shown.length) return;
  const at = app.shown.indexOf(app.current);
  const next = at < 0 ? 0 : Math.min(Math.max(at + by, 0), app.shown.length - 1);
  const mark = choose(app.shown[next]);
  if (mark && mark.focus) mark.focus({ preventScroll: true });
}

// Search: the list shows the findings that match, Enter goes through the text.

function search(isNext) {
  const query = byId("search").value;
  if (query !== app.query) {
    app.query = query;
    app.hits = []; app.hit = -1;
    if (query) {
      const text = app.page.text.toLowerCase(), wanted = query.toLowerCase();
      for (let at = text.indexOf(wanted); at >= 0 && app.hits.length < 10000; at = text.indexOf(wanted, at + wanted.length)) app.hits.push(at);
    }
    drawItems();
    if (!query) app.view.highlight(null);
  }
  if (isNext && query) {
    if (!app.hits.length) { toast(say("nomatch")); return; }
    app.hit = (app.hit + 1) % app.hits.length;
    const at = app.hits[app.hit];
    app.view.highlight([at, at + query.length]);
    toast(say("matches")(app.hit + 1, app.hits.length));
  }
}

let toasting = 0;
function toast(text) {
  byId("toast").textContent = text;
  clearTimeout(toasting);
  toasting = setTimeout(() => { byId("toast").textContent = ""; }, 2600);
}

// Language and scheme

function translate() {
  document.documentElement.lang = language === "zh" ? "zh-Hans" : "en";
  for (const one of document.querySelectorAll("[data-say]")) one.textContent = say(one.dataset.say);
  for (const one of document.querySelectorAll("[data-label]")) one.setAttribute("aria-label", say(one.dataset.label));
  byId("search").placeholder = say("search");
  byId("theme").textContent = say(document.documentElement.dataset.theme === "dark" ? "light" : "dark");
  const keys = byId("keys");
  keys.replaceChildren();
  for (const [pressed, does] of Object.entries(say("keys"))) {
    if ("areuAR".includes(pressed[0]) && !app.review) continue;
    const term = make("dt");
    for (const key of pressed.split(" ")) term.append(make("kbd", "", key), " ");
    keys.append(term, make("dd", "", does));
  }
  const pages = byId("pages"), chosen = pages.value;
  pages.replaceChildren();
  if (app.data.overview) pages.append(new Option(say("overview"), "-1"));
  app.data.pages.forEach((one, number) => pages.append(new Option(`${one.name} (${one.count})`, String(number))));
  pages.value = chosen || String(app.number);
  if (app.page) { drawFilters(); drawItems(); choose(app.current, false); } else if (app.data.overview) drawOverview(byId("plots"), app.data.overview);
}

function applyTheme(isDark) {
  document.documentElement.dataset.theme = isDark ? "dark" : "light";
  byId("theme").textContent = say(isDark ? "light" : "dark");
}

// What people do

function listen() {
  byId("pages").addEventListener("change", (event) => open(Number(event.target.value)));
  byId("theme").addEventListener("click", () => applyTheme(document.documentElement.dataset.theme !== "dark"));
  byId("language").addEventListener("click", () => { language = language === "en" ? "zh" : "en"; translate(); });
  byId("help").addEventListener("click", () => byId("dialog").showModal());
  byId("close").addEventListener("click", () => byId("dialog").close());
  byId("print").addEventListener("click", () => print());
  byId("search").addEventListener("input", () => search(false));
  byId("filters").addEventListener("click", (event) => {
    const chip = event.target.closest("[data-filter]");
    if (!chip) return;
    const key = chip.dataset.filter;
    if (!app.off.delete(key)) app.off.add(key);
    chip.setAttribute("aria-pressed", String(!app.off.has(key)));
    app.view.blocks.redraw();
    drawItems();
    drawCard();
  });
  byId("list").addEventListener("click", (event) => {
    const row = event.target.closest("[data-id]");
    if (row) choose(Number(row.dataset.id));
  });
  const rows = byId("rows");
  rows.addEventListener("click", (event) => {
    const mark = event.target.closest(".mark");
    if (mark) choose(Number(mark.dataset.id), false);
  });
  for (const kind of ["mouseover", "focusin"]) rows.addEventListener(kind, (event) => tip(event.target.closest(".mark")));
  for (const kind of ["mouseout", "focusout"]) rows.addEventListener(kind, () => tip(null));
  byId("document").addEventListener("scroll", () => tip(null), { passive: true });
  for (const side of ["before", "after"]) {
    byId(`tab-${side}`).addEventListener("click", () => showSide(side));
  }
  addEventListener("keydown", press);
  addEventListener("beforeprint", () => { if (app.view && app.view.rows.length < 20000) app.view.blocks.drawAll(); });
}

function showSide(side) {
  byId("document").dataset.side = side;
  for (const one of ["before", "after"]) byId(`tab-${one}`).setAttribute("aria-pressed", String(one === side));
}

function tip(mark) {
  const box = byId("tip");
  box.hidden = !mark;
  if (!mark) return;
  const one = app.page.findings[Number(mark.dataset.id)];
  box.dataset.family = familyOf(one.rule);
  const message = make("span");
  fill(message, one.message, false);
  box.replaceChildren(make("b", "", `${one.rule} ${nameOf(one.rule)}`), make("br"), message, make("br"), make("span", "state", stateOf(one)));
  const place = mark.getBoundingClientRect();
  box.style.left = `${Math.max(8, Math.min(place.left, innerWidth - box.offsetWidth - 8))}px`;
  const below = place.bottom + 8;
  box.style.top = `${below + box.offsetHeight > innerHeight ? Math.max(8, place.top - box.offsetHeight - 8) : below}px`;
}

function press(event) {
  if (event.key === "Escape") { tip(null); if (event.target === byId("search")) byId("search").blur(); return; }
  if (event.target.matches && event.target.matches("input, textarea, select")) {
    if (event.target === byId("search") && event.key === "Enter") { event.preventDefault(); search(true); }
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || byId("dialog").open) return;
  const mark = event.target.closest && event.target.closest(".mark");
  if (mark && (event.key === "Enter" || event.key === " ")) { event.preventDefault(); choose(Number(mark.dataset.id), false); return; }
  const last = app.data.pages.length - 1, first = app.data.overview ? -1 : 0;
  const acts = {
    j: () => step(1), k: () => step(-1), "/": () => byId("search").focus(), "?": () => byId("dialog").showModal(),
    n: () => app.number < last && open(app.number + 1), p: () => app.number > first && open(app.number - 1),
    t: () => byId("theme").click(), l: () => byId("language").click(),
  };
  const act = acts[event.key] || (app.review && app.page && app.review.keys[event.key]);
  if (act) { event.preventDefault(); act(); }
}

start();
