// Filters, sorts and searches the list, and shows one document as a page. Without it the page says the same.
"use strict";
document.documentElement.className = "js";
addEventListener("DOMContentLoaded", () => {
  const byId = (id) => document.getElementById(id);
  const report = byId("report"), page = byId("page"), list = byId("list"), home = document.title;
  const STEP = 100;
  let rows = [], matching = [], limit = STEP, left = { y: 0, row: null };

  if (list) {
    const body = list.tBodies[0], form = byId("filter"), more = byId("more"), shown = byId("shown"), none = byId("none");
    const language = document.documentElement.lang, number = new Intl.NumberFormat(language);
    const names = new Intl.Collator(language, { numeric: true, sensitivity: "base" });
    rows = [...body.rows];
    let text = null, sort = "severity", down = true;
    const original = new Map(rows.map((row, at) => [row, at]));

    const textOf = (row) => {
      text ??= new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
      return text.get(row);
    };
    const compare = {
      severity: (a, b) => a.dataset.severity - b.dataset.severity || original.get(b) - original.get(a),
      document: (a, b) => names.compare(a.cells[1].textContent, b.cells[1].textContent),
      found: (a, b) => a.dataset.found - b.dataset.found,
      persons: (a, b) => a.dataset.persons - b.dataset.persons,
      storage: (a, b) => names.compare(a.cells[4].textContent, b.cells[4].textContent),
      changed: (a, b) => (a.dataset.changed < b.dataset.changed ? -1 : a.dataset.changed > b.dataset.changed ? 1 : 0),
      step: (a, b) => names.compare(a.cells[6].textContent, b.cells[6].textContent),
    };
    const draw = () => {
      body.replaceChildren(...matching.slice(0, limit));
      more.hidden = matching.length <= limit;
      none.hidden = matching.length > 0;
      list.hidden = matching.length === 0;
      shown.textContent = shown.dataset.text
        .replace("{shown}", number.format(matching.length))
        .replace("{total}", number.format(rows.length));
    };
    const choose = () => {
      const words = form.elements.q.value.toLowerCase().split(/\s+/).filter(Boolean);
      const wanted = [...form.querySelectorAll("select")].filter((select) => select.value);
      matching = rows.filter((row) =>
        wanted.every(({ name, value }) => name === "category"
          ? row.dataset.category.split(" ").includes(value)
          : row.dataset[name] === value)
        && words.every((word) => textOf(row).includes(word)));
      matching.sort((a, b) => (down ? -compare[sort](a, b) : compare[sort](a, b)) || original.get(a) - original.get(b));
      limit = STEP;
      draw();
    };
    for (const head of list.tHead.rows[0].cells) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const name = head.dataset.sort, numeric = ["severity", "found", "persons", "changed"].includes(name);
        down = sort === name ? !down : numeric;
        sort = name;
        for (const other of list.tHead.rows[0].cells) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        choose();
      });
    }
    let pending = 0;
    form.addEventListener("input", () => { clearTimeout(pending); pending = setTimeout(choose, rows.length > 2000 ? 120 : 0); });
    form.addEventListener("submit", (event) => { event.preventDefault(); choose(); });
    form.addEventListener("reset", () => setTimeout(choose, 0));
    more.addEventListener("click", () => {
      const from = limit;
      limit += STEP;
      draw();
      body.rows[from]?.querySelector("a").focus();
    });
    form.hidden = false;
    choose();
    list.classList.add("ready");
  }

  // The page of a document is kept as inert text, made by the same writer and escaped as everything else.
  const link = (id, label) => {
    const a = document.createElement("a");
    a.href = id;
    a.textContent = label;
    return a;
  };
  const pager = (id) => {
    const bar = document.createElement("nav"), at = matching.findIndex((row) => row.querySelector("a").hash === id);
    bar.className = "pager";
    bar.setAttribute("aria-label", page.dataset.back);
    bar.append(link("#documents", "← " + page.dataset.back), document.createElement("span"));
    for (const [row, label] of [[matching[at - 1], page.dataset.previous], [matching[at + 1], page.dataset.next]]) {
      if (at >= 0 && row) bar.append(link(row.querySelector("a").hash, label));
    }
    return bar;
  };
  const route = () => {
    const kept = /^#d\d+$/.test(location.hash) && byId(location.hash.slice(1));
    if (kept) {
      if (page.hidden) left = { y: scrollY, hash: location.hash };
      const parsed = new DOMParser().parseFromString(kept.textContent, "text/html");
      page.replaceChildren(pager(location.hash), ...parsed.body.childNodes);
      report.hidden = true;
      page.hidden = false;
      const title = page.querySelector("h2");
      document.title = title.textContent + " – " + home;
      scrollTo(0, 0);
      title.focus({ preventScroll: true });
    } else if (!page.hidden) {
      page.hidden = true;
      page.replaceChildren();
      report.hidden = false;
      document.title = home;
      if (location.hash === "#documents") {
        scrollTo({ top: left.y, behavior: "instant" });
        list?.querySelector(`a[href="${left.hash}"]`)?.focus({ preventScroll: true });
      } else {
        byId(location.hash.slice(1))?.scrollIntoView();
      }
    }
  };
  addEventListener("hashchange", route);
  route();
});
