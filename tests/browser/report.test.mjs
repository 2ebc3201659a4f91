// The HTML report as people use it: in Chromium, from disk, with and without its script, by keyboard, in four languages.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { Bench, axe, open, records, sample, visit } from "./bench.mjs";

let bench, browser, english;

before(async () => {
  bench = new Bench();
  browser = await open();
  english = bench.report(["scan", sample]);
});

after(async () => {
  await browser?.close();
  bench?.end();
});

const names = (page) => page.locator("#list tbody .name").allTextContents();

test("the list is filtered, searched and shown whole again", async () => {
  const page = await visit(browser, english);
  const all = await names(page);
  assert.ok(all.length >= 10, `${all.length} documents`);
  await page.locator("select[name=format]").selectOption("xlsx");
  await page.waitForFunction((n) => document.querySelectorAll("#list tbody tr").length < n, all.length);
  const sheets = await names(page);
  assert.ok(sheets.length > 0 && sheets.every((name) => name.endsWith(".xlsx")), sheets.join());
  await page.getByRole("button", { name: "Show all" }).click();
  await page.waitForFunction((n) => document.querySelectorAll("#list tbody tr").length === n, all.length);
  await page.getByLabel("Search").fill("lonen kopie");
  await page.waitForFunction(() => document.querySelectorAll("#list tbody tr").length === 1);
  assert.deepEqual(await names(page), ["lonen kopie.ods"]);
  assert.match(await page.locator("#shown").textContent(), new RegExp(`^1 of ${all.length} documents`));
  await page.getByLabel("Search").fill("no such thing anywhere");
  await page.getByText("No document matches").waitFor();
  assert.deepEqual(page.wrong, []);
});

test("columns sort, and say so", async () => {
  const page = await visit(browser, english);
  const head = page.locator("th[data-sort=document]");
  await head.getByRole("button").click();
  assert.equal(await head.getAttribute("aria-sort"), "ascending");
  const up = await names(page);
  const expected = [...up].sort((a, b) => new Intl.Collator("en", { numeric: true, sensitivity: "base" }).compare(a, b));
  assert.deepEqual(up, expected);
  await head.getByRole("button").click();
  assert.equal(await head.getAttribute("aria-sort"), "descending");
  assert.equal((await names(page))[0], up.at(-1));
  await page.locator("th[data-sort=persons]").getByRole("button").click();
  const persons = await page.locator("#list tbody tr").evaluateAll((rows) => rows.map((row) => +row.dataset.persons));
  assert.deepEqual(persons, [...persons].sort((a, b) => b - a));
  assert.deepEqual(page.wrong, []);
});

test("a document opens as a page, and the way back is where one was", async () => {
  const page = await visit(browser, english);
  await page.getByRole("link", { name: "lonen kopie.ods", exact: true }).last().click();
  const heading = page.locator("#page h2");
  await heading.waitFor();
  assert.equal(await heading.textContent(), "lonen kopie.ods");
  for (const text of ["Move it to the central storage.", "Its digits are proven", "sheet Lonen maart", "Article IX"]) {
    assert.ok((await page.locator("#page").textContent()).includes(text), text);
  }
  assert.ok(await page.locator("#report").isHidden());
  assert.match(await page.title(), /^lonen kopie\.ods/);
  await page.getByRole("link", { name: "Next" }).click();
  await page.waitForFunction(() => document.querySelector("#page h2").textContent !== "lonen kopie.ods");
  await page.goBack();
  await page.waitForFunction(() => document.querySelector("#page h2").textContent === "lonen kopie.ods");
  await page.getByRole("link", { name: "Back to the list" }).click();
  await page.locator("#report").waitFor();
  assert.ok(await page.locator("#page").isHidden());
  assert.deepEqual(page.wrong, []);
});

test("without its script everything can be read, and links lead to it", async () => {
  const page = await visit(browser, english, { javaScriptEnabled: false });
  const text = await page.locator("main").innerText();
  for (const part of ["hold personal data", "lonen kopie.ods", "Its digits are proven", "What was read", "This scan"]) {
    assert.ok(text.includes(part), part);
  }
  assert.ok(await page.locator("#filter").isHidden());
  await page.locator("#list").getByRole("link", { name: "lonen kopie.ods" }).click();
  const article = page.locator("noscript:target h2");
  assert.equal(await article.textContent(), "lonen kopie.ods");
  assert.ok(await article.isVisible());
});

test("the keyboard alone does it all", async () => {
  const page = await visit(browser, english);
  const focused = () => page.evaluate(() => document.activeElement.textContent.trim());
  await page.keyboard.press("Tab");
  assert.equal(await focused(), "Go to the documents");
  assert.ok(await page.locator(".skip").isVisible());
  await page.keyboard.press("Enter");
  const search = page.getByLabel("Search");
  for (let at = 0; at < 5 && !(await search.evaluate((node) => node === document.activeElement)); at++) {
    await page.keyboard.press("Tab");
  }
  await page.keyboard.type("kopie.ods");
  await page.waitForFunction(() => document.querySelectorAll("#list tbody tr").length === 1);
  for (let at = 0; at < 30 && (await focused()) !== "lonen kopie.ods"; at++) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.locator("#page h2").waitFor();
  assert.equal(await focused(), "lonen kopie.ods");
  for (let at = 0; at < 5 && !(await focused()).startsWith("←"); at++) await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  await page.locator("#report").waitFor();
  assert.equal(await focused(), "lonen kopie.ods", "back where one was");
  assert.deepEqual(page.wrong, []);
});

test("each language has its own words, numbers and dates", async () => {
  const seen = new Set();
  for (const [lang, verdict, date] of [
    ["en", /documents hold personal data/, /\d \w+ 20\d\d/],
    ["nl", /documenten bevatten persoonsgegevens/, /\d [a-z]+ 20\d\d/],
    ["fr", /documents contiennent des données personnelles/, /\d(er)? [a-zéû]+ 20\d\d/],
    ["de", /Dokumente enthalten personenbezogene Daten/, /\d\. [A-Zä][a-zä]+ 20\d\d/],
  ]) {
    const page = await visit(browser, bench.report(["scan", sample], lang));
    assert.equal(await page.locator("html").getAttribute("lang"), lang);
    assert.match(await page.locator("h1").textContent(), verdict);
    assert.match(await page.locator("#summary").textContent(), date);
    seen.add(await page.locator("nav").first().textContent());
    assert.deepEqual(page.wrong, []);
  }
  assert.equal(seen.size, 4);
});

for (const [name, options, hash] of [
  ["light", {}, ""],
  ["dark", { colorScheme: "dark" }, ""],
  ["high contrast", { contrast: "more" }, ""],
  ["a document", {}, "#d1"],
  ["a document in the dark", { colorScheme: "dark" }, "#d1"],
  ["narrow", { viewport: { width: 360, height: 740 } }, ""],
]) {
  test(`axe finds nothing serious: ${name}`, async () => {
    // The page's own policy lets nothing in from outside; the checker is let past it.
    const page = await visit(browser, english + hash, { bypassCSP: true, ...options });
    await page.addScriptTag({ path: axe });
    const { violations, passes } = await page.evaluate(() => axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }));
    assert.ok(passes.length > 10);
    const serious = violations.filter(({ impact }) => ["serious", "critical"].includes(impact));
    assert.deepEqual(serious.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]), []);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `the page is ${wide} pixels wider than the window`);
  });
}

test("hostile names show, and do nothing", async () => {
  const tree = "hostile";
  const hostile = ["<script>wrong()<", "\"><img src=x onerror=wrong()>", "&lt;b&gt;", "a\u202evsc.csv", "new\nline", "\u001b[31m", "-->", "`${wrong()}`", "#d1"];
  for (const name of hostile) bench.file(`${tree}/${name}.csv`, "naam;rijksregisternummer\nAn Peeters;85.07.30-951.80\n");
  bench.file(`${tree}/</noscript>/<script>alert(1)</script>.csv`, "naam;rijksregisternummer\nAn Peeters;85.07.30-951.80\n");
  bench.file(`${tree}/"onfocus=alert(1) autofocus="/x.rar`, Buffer.from("Rar!\x1a\x07\x01\0 and more", "latin1"));
  const page = await visit(browser, bench.report(["scan", bench.path(tree)]));
  assert.equal(await page.locator("#list tbody tr").count(), hostile.length + 1);
  assert.equal(await page.locator("script").count(), 1);
  assert.equal(await page.locator("img, iframe, object, embed, form:not(#filter)").count(), 0);
  const shown = (await names(page)).join("\n");
  for (const part of ["<script>wrong()<.csv", "onerror=wrong()>.csv", "&lt;b&gt;.csv", "\\u{202e}", "\\u{a}", "\\u{1b}"]) {
    assert.ok(shown.includes(part), `${part} in ${shown}`);
  }
  for (let at = 0; at <= hostile.length; at++) {
    await page.evaluate((id) => { location.hash = id; }, `#d${at + 1}`);
    await page.waitForFunction((id) => document.querySelector("#page h2") && location.hash === id, `#d${at + 1}`);
    assert.equal(await page.locator("#page script, #page img").count(), 0);
  }
  assert.deepEqual(page.wrong, []);
});

test("nothing but the one script may run", async () => {
  const page = await visit(browser, english);
  const ran = await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.ran = true";
    document.body.append(script);
    document.body.insertAdjacentHTML("beforeend", "<p onclick='window.ran = true'>x</p>");
    document.body.lastElementChild.click();
    return window.ran === true;
  });
  assert.equal(ran, false);
  assert.ok(page.wrong.some((message) => message.includes("Content Security Policy")), page.wrong.join());
});

test("10,000 documents and 30,000 unread files open at once", async () => {
  bench.file("many.jsonl", records(10_000, 30_000));
  const address = bench.report(["report", bench.path("many.jsonl")]);
  // Time of the processor, all threads: the clock would also count what else this machine does meanwhile.
  const session = await browser.newBrowserCDPSession();
  const spent = async () => (await session.send("SystemInfo.getProcessInfo")).processInfo
    .filter(({ type }) => type === "renderer")
    .reduce((sum, { cpuTime }) => sum + cpuTime, 0);
  let page;
  let best = Infinity;
  for (let turn = 0; turn < 3 && best >= 2; turn++) {
    await page?.close();
    const [before, begun] = [await spent(), performance.now()];
    page = await visit(browser, address);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
    const [clock, seconds] = [(performance.now() - begun) / 1000, (await spent()) - before];
    console.log(`10,000 documents, 30,000 unread: ${seconds.toFixed(2)} s of the processor, ${clock.toFixed(2)} s by the clock`);
    best = Math.min(best, seconds);
  }
  // Two seconds are for a machine that does nothing else; the same one has been seen to take 1.1 and 2.3.
  assert.ok(best < 4, `${best} s`);
  assert.match(await page.locator("#shown").textContent(), /10,000 of 10,000/);
  assert.equal(await page.locator("#list tbody tr").count(), 100);
  await page.getByRole("button", { name: "Show more" }).click();
  assert.equal(await page.locator("#list tbody tr").count(), 200);
  assert.equal(await page.locator("#coverage ul.unread li").count(), 30_000);
  await page.getByLabel("Search").fill("lijst 9999");
  await page.waitForFunction(() => document.querySelectorAll("#list tbody tr").length === 1);
  assert.deepEqual(page.wrong, []);
});
