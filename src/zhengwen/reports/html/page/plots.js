// The overview: figures, bars and a heat map as inline SVG.
"use strict";

const SVG = "http://www.w3.org/2000/svg";
function shape(tag, attributes, text) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (text !== undefined) element.textContent = text;
  return element;
}
const figure = (number) => number.toLocaleString("en");

function drawing(width, height, label) {
  return shape("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label });
}

// Horizontal bars of one or two parts: [label, first, second, family].
function bars(rows, label, wanted = 190) {
  // As wide as it is shown, so that its letters have the size of all others.
  const width = innerWidth > 1080 ? 560 : Math.max(280, innerWidth - 90), left = Math.min(wanted, width * 0.48);
  const step = 24, fits = Math.floor(left / 7.6), drawn = drawing(width, rows.length * step + 4, label);
  const most = Math.max(1, ...rows.map(([, first, second]) => first + second));
  rows.forEach(([name, first, second, family], at) => {
    const y = at * step, scale = (width - left - 62) / most, group = shape("g", family ? { "data-family": family } : {});
    const title = shape("text", { x: left - 10, y: y + 15, "text-anchor": "end" }, name.length > fits ? `${name.slice(0, fits - 1)}…` : name);
    const whole = Math.max(first + second ? 1.5 : 0, (first + second) * scale), part = first + second ? whole * first / (first + second) : 0;
    group.append(title, shape("rect", { x: left, y: y + 3, width: part, height: 16, rx: 2, class: family ? "fixed" : "bar" }));
    if (second) group.append(shape("rect", { x: left + part, y: y + 3, width: whole - part, height: 16, rx: 2, class: "open" }));
    group.append(shape("text", { x: left + whole + 7, y: y + 15, class: "soft" }, figure(first + second)));
    group.append(shape("title", {}, `${name}: ${figure(first)}${second ? ` + ${figure(second)}` : ""}`));
    drawn.append(group);
  });
  return drawn;
}

// Sites against families; the darker, the more findings for the length of the text.
function heat(sites, label) {
  const families = [...FAMILIES, "X"].filter((one) => sites.some((site) => site.families[one]));
  const left = 210, step = 26, width = innerWidth > 1080 ? 1120 : Math.max(640, innerWidth - 90), cell = (width - left - 90) / Math.max(1, families.length);
  const drawn = drawing(width, sites.length * step + 30, label);
  families.forEach((one, at) => drawn.append(shape("text", { x: left + cell * (at + 0.5), y: 14, "text-anchor": "middle" }, cell < 72 && language === "en" ? one : say(one))));
  const rate = (site, family) => 1000 * (site.families[family] || 0) / Math.max(1, site.characters);
  const most = Math.max(1e-9, ...sites.flatMap((site) => families.map((one) => rate(site, one))));
  sites.forEach((site, row) => {
    const y = 24 + row * step;
    drawn.append(shape("text", { x: left - 10, y: y + 16, "text-anchor": "end" }, site.name.length > 30 ? `${site.name.slice(0, 29)}…` : site.name));
    drawn.append(shape("text", { x: width - 80, y: y + 16, class: "soft" }, `${figure(site.pages)} ${say("pages")}`));
    families.forEach((one, at) => {
      const group = shape("g", { "data-family": one }), value = rate(site, one);
      group.append(shape("rect", { x: left + cell * at + 2, y: y + 1, width: cell - 4, height: step - 4, rx: 3, class: "cell", "fill-opacity": (0.07 + 0.93 * Math.sqrt(value / most)).toFixed(3) }));
      group.append(shape("title", {}, `${site.name}, ${say(one)}: ${figure(site.families[one] || 0)} (${value.toFixed(2)} ${say("per")})`));
      drawn.append(group);
    });
  });
  return drawn;
}

function plot(parent, title, how, drawn, isWide) {
  const box = make("section", isWide ? "plot wide" : "plot");
  box.append(make("h2", "", title), make("p", "", how), drawn);
  parent.append(box);
}

// What may be wider or higher than its place, and is scrolled with keys, too.
function scrolled(content, label, kind = "scroll") {
  const holder = make("div", kind);
  holder.tabIndex = 0;
  holder.setAttribute("role", "region");
  holder.setAttribute("aria-label", label);
  holder.append(content);
  return holder;
}

function table(heads, rows, label) {
  const all = make("table"), head = make("tr"), body = make("tbody");
  for (const [name, kind] of heads) {
    const cell = make("th", kind, name);
    cell.scope = "col";
    head.append(cell);
  }
  for (const cells of rows) {
    const row = make("tr");
    cells.forEach((cell, at) => {
      const made = make("td", heads[at][1]);
      if (cell instanceof Node) made.append(cell); else fill(made, String(cell), false);
      row.append(made);
    });
    body.append(row);
  }
  const top = make("thead");
  top.append(head);
  all.append(top, body);
  return scrolled(all, label);
}

function drawOverview(parent, about) {
  const tiles = make("div", "tiles");
  parent.replaceChildren(tiles);
  for (const [key, value] of Object.entries(about.totals)) {
    const tile = make("div", "tile");
    tile.append(make("b", "", figure(value)), make("span", "", say(key)));
    tiles.append(tile);
  }
  if (app.data.pages.length < about.pages_with_findings) {
    const said = make("p", "quiet", say("shown")(app.data.pages.length, about.pages_with_findings));
    said.style.gridColumn = "1 / -1";
    parent.append(said);
  }
  const rules = about.rules.map(([code, fixed, left]) => [`${code} ${nameOf(code)}`, fixed, left, familyOf(code)]);
  if (rules.length) plot(parent, say("by_rule"), say("by_rule_how"), bars(rules, say("by_rule"), 230), rules.length > 40);
  const worst = about.worst.map((one) => {
    let name = one.name;
    if (one.page !== null) {
      name = make("button", "", one.name);
      name.type = "button";
      name.addEventListener("click", () => open(one.page));
    }
    return [name, figure(one.fixed), figure(one.open), figure(one.characters)];
  });
  const columns = say("columns").map((name, at) => [name, at ? "count" : ""]);
  if (worst.length) plot(parent, say("worst"), say("worst_how"), table(columns, worst, say("worst")));
  if (about.sites.length) plot(parent, say("by_site"), say("by_site_how"), scrolled(heat(about.sites, say("by_site")), say("by_site"), "scroll wide"), true);
  if (about.sites.length) {
    const rows = about.sites.map((site) => {
      const all = Object.values(site.families).reduce((sum, one) => sum + one, 0);
      const most = site.rules.map(([code, n]) => `${code} ${nameOf(code)} ${figure(n)}`).join(" · ");
      return [site.name, figure(site.pages), (1000 * all / Math.max(1, site.characters)).toFixed(1), most];
    });
    const heads = say("site_columns").map((name, at) => [name, at === 1 || at === 2 ? "count" : at === 3 ? "long" : ""]);
    plot(parent, say("rules_of_sites"), say("rules_of_sites_how"), table(heads, rows, say("rules_of_sites")), true);
  }
  if (about.sizes.length) plot(parent, say("sizes"), say("sizes_how"), bars(about.sizes.map(([size, n]) => [size, n, 0]), say("sizes"), 70));
  if (about.relations.length) {
    const named = about.relations.map(([name, n]) => [say(name) && typeof say(name) === "string" ? say(name) : name, n, 0]);
    plot(parent, say("relations"), say("relations_how"), bars(named, say("relations"), 120));
  }
  if (about.cuts.length) {
    const cuts = about.cuts.map(([rule, text, times, pages]) => [`${rule} ${nameOf(rule)}`, text, figure(times), figure(pages)]);
    plot(parent, say("cuts"), say("cuts_how"), table([[say("rule"), ""], [say("cut"), "cut"], [say("times"), "count"], [say("pages_head"), "count"]], cuts, say("cuts")), true);
  }
}
