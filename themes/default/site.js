// Comfort on top of pages that are complete without it: colours, tables, search, links to copy, keys.
// The generator puts `cxpress` before it: every word that is shown, and where the index of the search stands.
(() => {
  "use strict";
  const { words, index } = window.cxpress;
  // In a report of one file, the script stands in the page.
  const site = new URL(index ? ".." : ".", document.currentScript.src || location.href);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  /** The string of an id, with values in place of `{names}`. */
  const say = (id, values = {}) => words[id].replace(/\{(\w+)\}/g, (_, name) => values[name]);

  /** A new element: its attributes, and its children or texts. */
  function make(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  }

  function button(text, act, attributes = {}) {
    const made = make("button", { type: "button", ...attributes }, text);
    made.addEventListener("click", act);
    return made;
  }

  /** What a reader chose earlier; nothing where browsers forbid to remember. */
  function recall(key) {
    try {
      return localStorage.getItem(`cxpress-${key}`);
    } catch {
      return null;
    }
  }

  function remember(key, value) {
    try {
      localStorage.setItem(`cxpress-${key}`, value);
    } catch {
      // The choice holds for this page.
    }
  }

  const status = make("div", { class: "hidden", role: "status", "data-control": "" });
  document.body.append(status);

  /** Says something to those who do not see it. */
  function announce(text) {
    status.textContent = text;
  }

  /** Text without accents and capitals. */
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const tokens = (text) => fold(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);

  // Colours

  const THEMES = ["system", "light", "dark"];
  const themeSwitch = document.querySelector("[data-theme-switch]");

  function showTheme() {
    const chosen = document.documentElement.dataset.theme || "system";
    if (themeSwitch) themeSwitch.textContent = words[`theme-${chosen}`];
    return chosen;
  }

  function setTheme(theme) {
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
    showTheme();
  }

  function nextTheme() {
    const next = THEMES[(THEMES.indexOf(showTheme()) + 1) % THEMES.length];
    setTheme(next);
    remember("theme", next);
    announce(words[`theme-${next}`]);
  }

  function theme() {
    showTheme();
    if (themeSwitch) themeSwitch.addEventListener("click", nextTheme);
    window.addEventListener("storage", (event) => event.key === "cxpress-theme" && setTheme(event.newValue));
    // A page that the back button brings to life again may have missed a choice.
    window.addEventListener("pageshow", (event) => event.persisted && setTheme(recall("theme")));
  }

  // Tables

  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const NEXT = { none: "ascending", ascending: "descending", descending: "none" };
  const isTitle = (row) => row.querySelector("th[scope=rowgroup], th[scope=colgroup]");

  /** What a cell is ordered by: a number or a text; nothing for what is absent. */
  function keyOf(cell, order) {
    if (order === "value") return cell.dataset.value === undefined ? null : Number(cell.dataset.value);
    const nodes = [...cell.childNodes].filter((node) => !/^small$/i.test(node.nodeName));
    return nodes.map((node) => node.textContent).join("").trim() || null;
  }

  function compare(one, other, sign) {
    if (one === null || other === null) return (one === null) - (other === null);
    return sign * (typeof one === "number" ? one - other : collator.compare(one, other));
  }

  /** Rows in the order of one column; those that a title heads stay below it. */
  function ordered(rows, column, order, direction) {
    if (direction === "none") return rows;
    const keys = new Map(rows.map((row) => [row, isTitle(row) ? null : keyOf(row.cells[column], order)]));
    const sign = direction === "ascending" ? 1 : -1;
    const sorted = rows.filter((row) => !isTitle(row));
    sorted.sort((one, other) => compare(keys.get(one), keys.get(other), sign));
    return [...rows.filter(isTitle), ...sorted];
  }

  function sortable(table) {
    const heads = all("th[data-order]", table.tHead);
    const bodies = [...table.tBodies].map((body) => [body, [...body.rows]]);
    if (bodies.every(([, rows]) => rows.length < 2)) return;
    const sort = (head) => {
      const direction = NEXT[head.getAttribute("aria-sort") || "none"];
      for (const other of heads) other.removeAttribute("aria-sort");
      if (direction !== "none") head.setAttribute("aria-sort", direction);
      table.toggleAttribute("data-sorted", direction !== "none");
      const { cellIndex, dataset } = head;
      for (const [body, rows] of bodies) body.append(...ordered(rows, cellIndex, dataset.order, direction));
      announce(say(`sorted-${direction}`, { column: head.textContent.trim() }));
    };
    for (const head of heads) {
      const made = button("", () => sort(head), { class: "sort" });
      made.append(...head.childNodes);
      head.append(made);
    }
  }

  /** A field that leaves the rows with all of its words. */
  function filterable(table) {
    const rows = [...table.tBodies].flatMap((body) => [...body.rows]).filter((row) => !isTitle(row));
    const texts = rows.map((row) => fold(row.textContent));
    const field = make("input", { type: "search", autocomplete: "off", spellcheck: "false" });
    const count = make("output", { class: "note" });
    const filter = () => {
      const wanted = fold(field.value).split(/\s+/).filter(Boolean);
      rows.forEach((row, at) => (row.hidden = !wanted.every((word) => texts[at].includes(word))));
      for (const body of table.tBodies) {
        const found = [...body.rows].some((row) => !isTitle(row) && !row.hidden);
        for (const title of [...body.rows].filter(isTitle)) title.hidden = !found;
      }
      const left = rows.filter((row) => !row.hidden).length;
      table.toggleAttribute("data-filtered", wanted.length > 0);
      count.textContent = wanted.length ? say("filter-count", { n: left, all: rows.length }) : "";
    };
    field.addEventListener("input", filter);
    const label = make("label", {}, make("span", {}, words.filter), field);
    const place = table.closest(".scroll") || table;
    place.before(make("div", { class: "filter", "data-control": "" }, label, count));
  }

  /** Where a table fits, its header can stay in view, and the keyboard need not stop at it. */
  function fitting() {
    const measure = (place) => {
      const fits = place.firstElementChild.offsetWidth <= place.clientWidth;
      place.toggleAttribute("data-fits", fits);
      if (fits) place.removeAttribute("tabindex");
      else place.setAttribute("tabindex", "0");
    };
    const observer = new ResizeObserver((changes) => changes.forEach((change) => measure(change.target)));
    for (const place of all(".scroll")) observer.observe(place);
  }

  // Dialogs

  /** A dialog that opens over the page and closes with Escape, its button, or a click beside it. */
  function dialog(name, title, ...content) {
    const heading = make("h2", { id: `${name}-title` }, title);
    const close = button(words.close, () => made.close());
    const top = make("div", { class: "top" }, heading, close);
    const attributes = { class: name, "aria-labelledby": heading.id, "data-control": "" };
    const made = make("dialog", attributes, top, ...content);
    made.addEventListener("click", (event) => event.target === made && made.close());
    return document.body.appendChild(made);
  }

  /** The same function, whose work is done once. */
  function once(work) {
    let done = null;
    return () => done || (done = work());
  }

  // Search

  const KINDS = ["page", "figure", "group", "action", "term", "quote"];
  const MOST = 7;

  /** The index, loaded at its first use. */
  const loadIndex = once(() => new Promise((resolve, reject) => {
    const script = make("script", { src: new URL(index, site).href });
    script.addEventListener("load", () => resolve(prepared(window.cxpressIndex)));
    script.addEventListener("error", reject);
    document.head.append(script);
  }));

  /** The entries with what they are found by. */
  function prepared({ periods, entries }) {
    const found = entries.map(([kind, title, note, path, spans]) => {
      const within = [];
      for (let at = 0; at < spans.length; at += 2) {
        for (let period = spans[at]; period <= spans[at + 1]; period += 1) within.push(period);
      }
      return { kind: KINDS[kind], title, note, path, within, names: tokens(title), notes: tokens(note) };
    });
    const named = periods.map(([id, name]) => ({ id, name, names: [...tokens(name), ...tokens(id)] }));
    return { periods: named, entries: found };
  }

  /** The period of this page; the last one where it speaks of all. */
  function currentPeriod(periods) {
    const folder = location.href.slice(site.href.length).split("/")[0];
    const found = periods.findIndex((period) => period.id === folder);
    return found < 0 ? periods.length - 1 : found;
  }

  const begins = (names, word) => names.some((name) => name.startsWith(word));

  /** Whether a word begins one of an entry's name or, if it is long enough to tell anything, of its note. */
  const has = (entry, word) => begins(entry.names, word) || (word.length > 2 && begins(entry.notes, word));

  /** Where an entry is found: words that are not in it have to name periods that it has a page in. */
  function placesOf(entry, wanted, periods, current) {
    const rest = wanted.filter((word) => !has(entry, word));
    const latest = entry.within[entry.within.length - 1];
    if (rest.length === 0) return [entry.within.includes(current) ? current : latest];
    if (rest.length === wanted.length && entry.path !== "index.html") return [];
    return entry.within.filter((at) => rest.every((word) => begins(periods[at].names, word))).reverse();
  }

  /** All that is found, the best first. */
  function find(query, { periods, entries }) {
    const wanted = tokens(query);
    const current = currentPeriod(periods);
    const found = [];
    if (wanted.length === 0) return found;
    for (const entry of entries) {
      const inTitle = wanted.filter((word) => begins(entry.names, word)).length;
      for (const at of placesOf(entry, wanted, periods, current)) {
        const period = periods[at];
        const path = period ? `${period.id}/${entry.path}` : entry.path;
        const note = [entry.note, period ? period.name : ""].filter(Boolean).join(" · ");
        const first = entry.names[0] && entry.names[0].startsWith(wanted[0]);
        found.push({ ...entry, note, href: new URL(path, site).href, rank: 2 * inTitle + (first ? 1 : 0) });
      }
    }
    return found.sort((one, other) => other.rank - one.rank);
  }

  function resultGroup(kind, found) {
    const items = found.slice(0, MOST).map(({ title, note, href }) =>
      make("li", {}, make("a", { href }, make("span", {}, title), make("small", {}, note))));
    const group = make("section", {}, make("h3", {}, words[`search-${kind}`]), make("ul", {}, ...items));
    const more = found.length - MOST;
    if (more > 0) group.append(make("p", { class: "note" }, say("search-more", { n: more })));
    return group;
  }

  const search = once(() => {
    const field = make("input", {
      type: "search", "aria-label": words["search-label"], "aria-describedby": "search-hint",
      autocomplete: "off", spellcheck: "false",
    });
    const results = make("div", { class: "results" });
    const count = make("p", { class: "note", role: "status" });
    const hint = make("p", { class: "note", id: "search-hint" }, words["search-hint"]);
    const opened = dialog("search", words["search-open"], field, hint, count, results);
    const show = (entries) => {
      const groups = KINDS.map((kind) => [kind, entries.filter((entry) => entry.kind === kind)]);
      const found = groups.filter(([, some]) => some.length > 0);
      results.replaceChildren(...found.map(([kind, some]) => resultGroup(kind, some)));
      count.textContent = field.value.trim() ? say("search-count", { n: entries.length }) : "";
    };
    const look = () => loadIndex().then(
      (known) => show(find(field.value, known)),
      () => (count.textContent = words["search-missing"]),
    );
    field.addEventListener("input", look);
    opened.addEventListener("click", (event) => event.target.closest("a") && opened.close());
    opened.addEventListener("keydown", (event) => walk(event, opened, [field, ...all("a", results)]));
    return { opened, field, look };
  });

  /** Arrow keys go from the field through the results and back; Enter in the field opens the first. */
  function walk(event, opened, stops) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const at = stops.indexOf(document.activeElement);
    if (event.isComposing) return;
    if (event.key === "Enter" && at === 0 && stops.length > 1) stops[1].click();
    else if (step && at >= 0 && stops[at + step]) stops[at + step].focus();
    // Browsers would first empty the field.
    else if (event.key === "Escape") opened.close();
    else return;
    event.preventDefault();
  }

  function openSearch() {
    if (!index) return;
    const { opened, field, look } = search();
    if (!opened.open) opened.showModal();
    field.focus();
    field.select();
    look();
  }

  // Links to copy

  async function copy(id, made) {
    const address = `${location.href.split("#")[0]}#${id}`;
    try {
      await navigator.clipboard.writeText(address);
    } catch {
      showAddress(address);
      return;
    }
    announce(words.copied);
    made.textContent = words.copied;
    setTimeout(() => (made.textContent = words["copy-link"]), 2000);
  }

  const addressDialog = once(() => {
    const field = make("input", { readonly: "", "aria-labelledby": "address-title" });
    return { field, opened: dialog("address", words["copy-address"], field) };
  });

  /** Where the clipboard is out of reach: the address, selected. */
  function showAddress(address) {
    const { field, opened } = addressDialog();
    field.value = address;
    opened.showModal();
    field.focus();
    field.select();
  }

  function copyable() {
    for (const holder of all("main section[id], main article[id]")) {
      const heading = holder.querySelector(":scope > h2, :scope > div > h2, :scope > div > h3");
      if (!heading) continue;
      const label = `${words["copy-link"]}: ${heading.textContent.trim()}`;
      const attributes = { class: "copy", "aria-label": label, "data-control": "" };
      const made = button(words["copy-link"], () => copy(holder.id, made), attributes);
      const line = make("div", { class: "headed" });
      heading.replaceWith(line);
      line.append(heading, made);
    }
  }

  // Keys

  /** Whether keys without Ctrl do anything: who speaks to the computer may want that they do not. */
  let singleKeys = recall("keys") !== "off";
  const follow = (selector) => () => all(selector).slice(0, 1).forEach((link) => link.click());
  const KEYS = {
    "/": ["key-search", openSearch],
    j: ["key-earlier", follow("a[rel=prev]")],
    k: ["key-later", follow("a[rel=next]")],
    t: ["key-theme", nextTheme],
    "?": ["key-help", openHelp],
  };

  const help = once(() => {
    const line = (key, word) =>
      make("div", {}, make("dt", {}, make("kbd", {}, key)), make("dd", {}, words[word]));
    const lines = Object.entries(KEYS).map(([key, [word]]) => line(key, word));
    const always = line(words["key-control"], "key-search-always");
    const box = make("input", { type: "checkbox" });
    box.checked = singleKeys;
    box.addEventListener("change", () => {
      singleKeys = box.checked;
      remember("keys", singleKeys ? "on" : "off");
    });
    const choice = make("label", { class: "choice" }, box, make("span", {}, words["keys-single"]));
    return dialog("keys", words["keys-open"], make("dl", {}, ...lines, always), choice);
  });

  function openHelp() {
    if (!help().open) help().showModal();
  }

  function onKey(event) {
    const control = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    if (control && event.key.toLowerCase() === "k") {
      event.preventDefault();
      openSearch();
      return;
    }
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    const busy = typing || event.isComposing || event.defaultPrevented;
    if (busy || document.querySelector("dialog[open]")) return;
    if (event.ctrlKey || event.metaKey || event.altKey || !singleKeys) return;
    if (!Object.prototype.hasOwnProperty.call(KEYS, event.key)) return;
    event.preventDefault();
    KEYS[event.key][1]();
  }

  function keys() {
    document.addEventListener("keydown", onKey);
    const line = make("p", { "data-control": "" }, button(words["keys-open"], openHelp));
    for (const footer of all("body footer")) footer.append(line);
  }

  // Charts: what they say where they are pointed at

  const drawn = document.querySelector("main svg");
  const SVG = drawn && drawn.namespaceURI;

  function draw(name, attributes, ...children) {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  }

  /** The drawings of a chart, the wide one first. */
  const drawings = (holder) => all("svg.chart", holder);

  /** The one that is seen. */
  const seen = (holder) => drawings(holder).find((chart) => chart.getClientRects().length > 0) || drawings(holder)[0];

  /** The places of a drawing that have something to say; what stands in the wide one is not said again in the narrow one. */
  function spotsOf(chart) {
    const written = (drawing) => JSON.parse(drawing.dataset.spots || "[]");
    const whole = written(chart.parentElement.querySelector("svg.chart"));
    return written(chart).map(([x, y, ...own], at) => {
      const texts = own.length > 0 ? own : whole[at].slice(2);
      return { x, y, texts: texts.filter(Boolean) };
    });
  }

  /** A place of the window as one of the chart. */
  function placeIn(chart, event) {
    return new DOMPoint(event.clientX, event.clientY).matrixTransform(chart.getScreenCTM().inverse());
  }

  const DISTANCES = {
    x: (spot, place) => Math.abs(spot.x - place.x),
    y: (spot, place) => Math.abs(spot.y - place.y),
  };

  /** The spot that is meant by a place; -1 for none. */
  function nearest(spots, place, along) {
    const distances = spots.map((spot) => DISTANCES[along](spot, place));
    return distances.indexOf(Math.min(...distances));
  }

  /** Where a box of a size stands beside a spot: above it, else below, else beside, and within the view. */
  function beside(spot, box, view, gap) {
    const within = (at, start, room, size) => Math.max(start, Math.min(at, start + room - size));
    const middle = within(spot.x - box.width / 2, view.x, view.width, box.width);
    if (spot.y - gap - box.height >= view.y) return [middle, spot.y - gap - box.height];
    if (spot.y + gap + box.height <= view.y + view.height) return [middle, spot.y + gap];
    const right = spot.x + gap + box.width <= view.x + view.width;
    const x = right ? spot.x + gap : spot.x - gap - box.width;
    return [within(x, view.x, view.width, box.width), within(spot.y - box.height / 2, view.y, view.height, box.height)];
  }

  /** Draws what a spot says, as large as it would be without any zoom. */
  function tipOf(chart, spot, whole) {
    const view = chart.viewBox.baseVal;
    const scale = view.width / whole;
    const lines = spot.texts.map((text, at) => draw("tspan", { x: 0, dy: at ? "1.4em" : 0 }, text));
    if (lines[1]) lines[1].setAttribute("font-weight", 600);
    const text = draw("text", {}, ...lines);
    const frame = draw("rect", {});
    const said = draw("g", { "font-size": 13 }, frame, text);
    const tip = draw("g", { class: "tip" }, draw("circle", { cx: spot.x, cy: spot.y, r: 5.5 * scale }), said);
    chart.append(tip);
    const { x, y, width, height } = text.getBBox();
    const box = { x: x - 8, y: y - 5, width: width + 16, height: height + 10 };
    for (const [name, value] of Object.entries(box)) frame.setAttribute(name, value);
    const [left, top] = beside(spot, { width: box.width * scale, height: box.height * scale }, view, 12 * scale);
    said.setAttribute("transform", `translate(${left - box.x * scale} ${top - box.y * scale}) scale(${scale})`);
    return tip;
  }

  /** Lets a chart say what it is pointed at, and from key to key. */
  function telling(holder) {
    const known = new Map(drawings(holder).map((chart) => [chart, [spotsOf(chart), chart.viewBox.baseVal.width]]));
    if ([...known.values()].every(([spots]) => spots.length === 0)) return;
    let tip = null;
    let told = -1;
    const hide = () => {
      if (tip) tip.remove();
      [tip, told] = [null, -1];
    };
    const show = (at) => {
      hide();
      const chart = seen(holder);
      const [spots, whole] = known.get(chart);
      if (at >= 0) [tip, told] = [tipOf(chart, spots[at], whole), at];
    };
    const point = (event) => {
      const chart = seen(holder);
      show(nearest(known.get(chart)[0], placeIn(chart, event), chart.dataset.along));
    };
    for (const name of ["pointermove", "pointerdown"]) holder.addEventListener(name, point);
    for (const name of ["pointerleave", "pointercancel", "blur", "wheel"]) holder.addEventListener(name, hide);
    const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -Infinity, End: Infinity };
    holder.addEventListener("keydown", (event) => {
      const [spots] = known.get(seen(holder));
      if (spots.length === 0) return;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "Escape" && tip) hide();
      else if (steps[event.key]) {
        const start = told < 0 && steps[event.key] < 0 ? spots.length : told;
        show(Math.max(0, Math.min(spots.length - 1, start + steps[event.key])));
        announce(spots[told].texts.join(", "));
      } else return;
      event.preventDefault();
    });
    holder.setAttribute("tabindex", "0");
  }

  // A closer look at a chart

  /** A chart is shown so many times as large at most. */
  const LARGEST = 8;

  /** Lets a chart be shown larger: by wheel, by buttons, by keys; and moved. */
  function zoomable(holder, chart) {
    const view = chart.viewBox.baseVal;
    const { width, height } = view;
    const box = () => chart.getBoundingClientRect();
    const put = (x, y, wide) => {
      const high = Math.min(height, (wide * box().height) / box().width);
      [view.width, view.height] = [wide, high];
      view.x = Math.max(0, Math.min(x, width - wide));
      view.y = Math.max(0, Math.min(y, height - high));
    };
    const zoom = (rate, at = { x: view.x + view.width / 2, y: view.y + view.height / 2 }) => {
      const wide = Math.min(width, Math.max(width / LARGEST, view.width / rate));
      const change = wide / view.width;
      put(at.x - (at.x - view.x) * change, at.y - (at.y - view.y) * change, wide);
    };
    const whole = () => put(0, 0, width);
    holder.addEventListener("wheel", (event) => {
      event.preventDefault();
      zoom(event.deltaY < 0 ? 1.2 : 1 / 1.2, placeIn(chart, event));
    }, { passive: false });
    let last = null;
    holder.addEventListener("pointerdown", (event) => (last = event));
    holder.addEventListener("pointermove", (event) => {
      if (!event.buttons || !last) return;
      const rate = view.width / box().width;
      put(view.x - (event.clientX - last.clientX) * rate, view.y - (event.clientY - last.clientY) * rate, view.width);
      last = event;
    });
    holder.addEventListener("dblclick", whole);
    holder.addEventListener("keydown", (event) => {
      const act = { "+": () => zoom(1.5), "-": () => zoom(1 / 1.5), 0: whole }[event.key];
      if (act && !event.ctrlKey && !event.metaKey) act();
    });
    const ways = [["chart-in", () => zoom(1.5)], ["chart-out", () => zoom(1 / 1.5)], ["chart-whole", whole]];
    const controls = make("p", { class: "downloads" }, ...ways.map(([word, act]) => button(words[word], act)));
    // On a small screen the whole chart would be no closer than on the page: it opens at its end, at full size.
    const open = () => box().width < width && zoom(width / box().width, { x: width, y: height / 2 });
    return { controls, open };
  }

  const closeDialog = once(() => {
    const place = make("div", {});
    return { place, opened: dialog("closer", "", place) };
  });

  function lookCloser(figure) {
    const { place, opened } = closeDialog();
    const copy = figure.querySelector(".drawing").cloneNode(true);
    const [chart, ...others] = drawings(copy);
    for (const other of [...others, ...all(".tip", copy)]) other.remove();
    telling(copy);
    const { controls, open } = zoomable(copy, chart);
    opened.querySelector("h2").textContent = titleOf(figure);
    place.replaceChildren(copy, controls, make("p", { class: "note" }, words["chart-keys"]));
    opened.showModal();
    open();
    copy.focus();
  }

  // Charts to take along

  /** Words in lines of about so many letters. */
  function lines(text, most) {
    const found = [""];
    for (const word of text.split(/\s+/).filter(Boolean)) {
      const last = found[found.length - 1];
      if (last && last.length + word.length >= most) found.push(word);
      else found[found.length - 1] = last ? `${last} ${word}` : word;
    }
    return found.filter(Boolean);
  }

  /** A chart's marks in the colours they are seen in, which a file has no variables for. */
  function resolved(chart) {
    const copy = chart.cloneNode(true);
    const own = [chart, ...all("*", chart)];
    [copy, ...all("*", copy)].forEach((element, at) => {
      const style = getComputedStyle(own[at]);
      for (const name of ["fill", "stroke"]) {
        if (element.hasAttribute(name)) element.setAttribute(name, style[name]);
      }
    });
    return copy;
  }

  /** A chart that stands alone: its title above, what it rests on and where it comes from below. */
  function alone(figure, chart) {
    const { width, height } = chart.viewBox.baseVal;
    const page = getComputedStyle(document.body);
    const rest = all("figcaption p", figure).map((line) => line.textContent);
    const above = [...lines(titleOf(figure), width / 8.6)];
    const below = [...rest, document.title].flatMap((text) => lines(text, width / 6));
    const top = 16 + above.length * 20;
    const whole = top + height + 12 + below.length * 16;
    const line = (y, size, weight) => (text, at) => draw("text", {
      x: 8, y: y + at * (size + 5), "font-size": size, "font-weight": weight, fill: page.color,
    }, text);
    const copy = resolved(chart);
    copy.setAttribute("y", top);
    for (const name of ["class", "data-along", "data-spots"]) copy.removeAttribute(name);
    return draw("svg", { xmlns: SVG, width, height: whole, viewBox: `0 0 ${width} ${whole}`, "font-family": page.fontFamily },
      draw("title", {}, titleOf(figure)),
      draw("rect", { width: "100%", height: "100%", fill: page.backgroundColor }),
      ...above.map(line(24, 15, 600)), copy, ...below.map(line(top + height + 16, 11, 400)));
  }

  function titleOf(figure) {
    const near = figure.closest("section, article");
    const heading = near && near.querySelector("h2, h3, h4");
    return figure.dataset.chart || (heading ? heading.textContent : document.title);
  }

  function save(name, address) {
    make("a", { href: address, download: name }).click();
  }

  /** The picture of a chart, twice as fine as it is drawn. */
  function picture(text, { width, height }) {
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
    return image.decode().then(() => {
      const canvas = make("canvas", { width: 2 * width.baseVal.value, height: 2 * height.baseVal.value });
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      return canvas.toDataURL("image/png");
    });
  }

  /** Ways to take a chart along, below it. */
  function takeable(figure, at) {
    const chart = figure.querySelector(".drawing svg");
    if (!chart) return;
    telling(chart.parentElement);
    const path = decodeURI(location.href.split("#")[0].slice(site.href.length)).replace(/\.html$/, "");
    const name = `${path.replace(/\//g, "-") || "chart"}-${at + 1}`;
    const asText = () => new XMLSerializer().serializeToString(alone(figure, chart));
    const label = (kind) => ({ "aria-label": say("save-chart", { kind, title: titleOf(figure) }) });
    const svg = button("SVG", () => {
      const address = URL.createObjectURL(new Blob([asText()], { type: "image/svg+xml" }));
      save(`${name}.svg`, address);
      setTimeout(() => URL.revokeObjectURL(address), 10000);
    }, label("SVG"));
    const png = button("PNG", () => {
      const whole = alone(figure, chart);
      picture(new XMLSerializer().serializeToString(whole), whole).then((address) => save(`${name}.png`, address));
    }, label("PNG"));
    const caption = figure.querySelector("figcaption, .alternative") || figure.querySelector(".drawing");
    const title = { "aria-label": say("chart-closer-label", { title: titleOf(figure) }) };
    const closer = button(words["chart-closer"], () => lookCloser(figure), title);
    caption.after(make("p", { class: "downloads", "data-control": "" }, closer, svg, png));
  }

  theme();
  for (const table of all("main table")) sortable(table);
  for (const table of all("main table[data-filter]")) filterable(table);
  fitting();
  for (const made of all("[data-open=search]")) made.addEventListener("click", openSearch);
  all("main figure").forEach(takeable);
  copyable();
  keys();
})();
