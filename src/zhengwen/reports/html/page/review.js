// Settling findings: accept, leave, edit, undo; the server writes the file and cleans the page anew.
"use strict";

class Review {
  constructor(about) {
    this.about = about;
    this.busy = Promise.resolve();
    this.waiting = 0;
    this.editing = null;
    this.keys = {
      a: () => this.decide("accept"), r: () => this.decide("reject"), e: () => this.edit(), u: () => this.undo(),
      A: () => this.decide("accept", undefined, true), R: () => this.decide("reject", undefined, true),
    };
  }
  async ask(path, body) {
    const asked = body === undefined ? {} : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
    let answer;
    try {
      answer = await fetch(path, asked);
    } catch (error) {
      toast(say("offline"));
      return null;
    }
    const told = await answer.json();
    if (!answer.ok) { toast(`${say("invalid")} ${told.error}`); return null; }
    return told;
  }
  async page(number) {
    const told = await this.ask(`page/${number}`);
    if (told) this.about = told.progress;
    return told && told.page;
  }
  // An answer of the server must not close the editor that was opened meanwhile.
  isEditing(one) {
    const at = this.editing;
    return Boolean(at && byId("edited") && at.rule === one.rule && at.start === one.start && at.end === one.end);
  }
  isOpen(one) { return !one.decision && (one.state === "unsafe" || one.state === "report"); }
  // The next finding to settle behind one, of those shown; from the beginning if there is none behind.
  next(page, at, shown) {
    const open = shown.filter((id) => this.isOpen(page.findings[id]));
    const behind = open.find((id) => id > at);
    return behind !== undefined ? behind : open.length ? open[0] : shown[0] === undefined ? -1 : shown[0];
  }
  alike(one) {
    return app.page.findings.filter((other) => other.rule === one.rule && this.isOpen(other));
  }
  decide(decision, replacement, isAll) {
    const one = app.page.findings[app.current];
    if (!one) return;
    if (decision === "accept" && one.replacement === null) { toast(say("no_proposal")); return; }
    this.editing = null;
    let places = [one];
    if (isAll) places = this.alike(one).filter((other) => decision !== "accept" || other.replacement !== null);
    if (!places.length) return;
    const at = app.current;
    for (const place of places) place.decision = decision; // at once: the server's answer replaces it
    const next = this.next(app.page, at, app.shown);
    const body = { page: app.number, decision, places: places.map((place) => [place.rule, place.start, place.end]) };
    if (replacement !== undefined) body.replacement = replacement;
    choose(next);
    this.send("decide", body, app.number);
  }
  undo() { this.send("undo", {}, app.number); }
  send(path, body, number) {
    this.waiting += 1;
    this.busy = this.busy.then(async () => {
      const told = await this.ask(path, body);
      this.waiting -= 1;
      if (this.waiting && told) { this.about = told.progress; return; }
      if (told && told.note) toast(say(told.note));
      if (told) this.about = told.progress;
      if (!told) { if (app.number === number) await open(number); return; }
      if (told.number !== app.number) { if (path === "undo" && told.page) await open(told.number); return; }
      if (!told.page) return;
      const kept = app.page.findings[app.current];
      let wanted = kept ? told.page.findings.findIndex((one) => one.rule === kept.rule && one.start === kept.start && one.end === kept.end) : -1;
      if (path === "undo" && told.place) wanted = told.page.findings.findIndex((one) => one.rule === told.place[0] && one.start === told.place[1] && one.end === told.place[2]);
      renew(told.page, wanted);
      if (wanted < 0 && app.shown.length) choose(this.next(told.page, -1, app.shown));
      if (path === "decide" && told.also > 1) toast(say("also")(told.also));
      if (path === "decide" && !told.page.findings.some((one) => this.isOpen(one))) toast(say(this.about.left ? "page_done" : "all_done"));
    });
  }
  edit() {
    const one = app.page.findings[app.current], card = byId("card");
    if (!one || card.querySelector("textarea")) return;
    const area = make("textarea"), label = make("label", "", say("replacement")), buttons = make("div", "actions");
    area.id = "edited";
    label.htmlFor = "edited";
    area.lang = "zh";
    area.value = one.replacement !== null ? one.replacement : app.page.text.slice(one.start, one.end);
    const save = make("button", "primary", say("save")), cancel = make("button", "", say("cancel"));
    const finish = (isSaved) => {
      const value = area.value;
      this.editing = null;
      drawCard();
      if (isSaved) this.decide("edit", value);
    };
    save.addEventListener("click", () => finish(true));
    cancel.addEventListener("click", () => finish(false));
    area.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); finish(true); }
      if (event.key === "Escape") { event.stopPropagation(); finish(false); }
    });
    buttons.append(save, cancel);
    card.querySelector(".actions").replaceWith(wrap(label, area, buttons));
    this.editing = one;
    area.focus();
    area.select();
  }
  actions(one) {
    const all = make("div", "actions");
    const button = (key, name, act, isPrimary, row = all) => {
      const made = make("button", isPrimary ? "primary" : "");
      made.type = "button";
      made.append(say(name), " ", make("kbd", "", key));
      made.addEventListener("click", act);
      row.append(made);
      return made;
    };
    button("a", "accept", this.keys.a, one.replacement !== null).disabled = one.replacement === null;
    button("r", "reject", this.keys.r);
    button("e", "edit", this.keys.e);
    button("u", "undo", this.keys.u);
    const alike = this.alike(one).length;
    if (alike > 1) {
      const row = make("div", "alike");
      row.append(make("span", "state", `${say("alike")(alike)}:`));
      if (one.replacement !== null) button("A", "accept", this.keys.A, false, row);
      button("R", "reject", this.keys.R, false, row);
      all.append(row);
    }
    return all;
  }
  drawProgress() {
    const holder = byId("progress"), about = this.about;
    const findings = app.page ? app.page.findings : [];
    const open = findings.filter((one) => this.isOpen(one)).length;
    const settled = findings.filter((one) => one.decision).length;
    const bar = make("div", "bar"), done = make("div");
    const all = Math.max(1, about.settled + about.left);
    bar.setAttribute("role", "progressbar");
    bar.setAttribute("aria-label", say("settled")(about.settled, all));
    bar.setAttribute("aria-valuenow", String(Math.round(100 * about.settled / all)));
    bar.setAttribute("aria-valuemin", "0");
    bar.setAttribute("aria-valuemax", "100");
    done.style.width = `${100 * about.settled / all}%`;
    bar.append(done);
    const said = make("div", "", `${say("settled")(about.settled, about.settled + about.left)} · ${say("page")}: ${say("settled")(settled, settled + open)}`);
    const file = make("div", "state", say("saved")(about.file) + (about.stale ? ` · ${say("stale")(about.stale)}` : ""));
    const listed = [...byId("pages").options].find((one) => one.value === String(app.number));
    if (listed && app.page) {
      app.data.pages[app.number].count = open;
      listed.textContent = `${app.page.name} (${open})`;
    }
    holder.hidden = false;
    holder.replaceChildren(said, bar, file);
  }
}
