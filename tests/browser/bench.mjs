// What the tests share: the program, trees to scan, reports, and pages of a browser.
import { execFileSync } from "node:child_process";
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, dirname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const speur = process.env.SPEUR ?? join(root, "target/release/speur");
export const sample = join(root, "testdata/sample");
export const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** A folder that is gone when the tests are. */
export class Bench {
  folder = mkdtempSync(join(tmpdir(), "speur-browser-"));

  path(name) {
    return join(this.folder, name);
  }

  file(name, content) {
    mkdirSync(dirname(this.path(name)), { recursive: true });
    writeFileSync(this.path(name), content);
  }

  /** The address of a report. */
  report(args, lang = "en") {
    const file = this.path(`${lang}-${Math.random().toString(36).slice(2)}.html`);
    const env = { ...process.env, HOME: this.folder };
    execFileSync(speur, [...args, "--lang", lang, "--state-dir", this.path("state"), "-o", file, "--format", "table"], {
      env,
      stdio: ["ignore", "ignore", "inherit"],
    });
    return pathToFileURL(file).href;
  }

  end() {
    rmSync(this.folder, { recursive: true });
  }
}

export const open = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });

/** A page that reports every error of its own, and every request that is not for the report itself. */
export async function visit(browser, address, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.wrong = [];
  page.on("pageerror", (error) => page.wrong.push(error.message));
  page.on("console", (message) => message.type() === "error" && page.wrong.push(message.text()));
  page.on("dialog", (dialog) => { page.wrong.push("a dialog"); dialog.dismiss(); });
  page.on("request", (request) => request.url().split("#")[0] === address.split("#")[0] || page.wrong.push(request.url()));
  await page.goto(address);
  return page;
}

/** Records of a run with this many documents and files that were not read, as another machine hands them in. */
export function records(n, unread = 0) {
  const lines = [{ record: "run", schema: "speur/1", run: "r_browser", speur: "0.1.0", rules: "x", policy: "", key: "k_x",
    started: "2026-11-28T09:00:00Z", device: { id: "d_browser", name: "PC-042", os: "windows" }, roots: ["C:\\Users\\jan"] }];
  const levels = ["low", "medium", "high", "critical"];
  const rules = [["be.national-number", "national-id"], ["iban", "bank-account"], ["email", "contact"], ["phone", "contact"]];
  for (let at = 0; at < n; at++) {
    const level = levels[at % 4];
    const findings = rules.map(([rule, category], k) => ({ id: `f_${at}_${k}`, rule, category, confidence: "high", score: 93,
      count: 10 + k, distinct: 9, why: [{ code: "check-digits", points: 55 }, { code: "column-heading", points: 35 }],
      places: [{ sheet: "Klanten", column: "D", label: "Rijksregisternummer", rows: "2-215" }] }));
    lines.push({ record: "document", path: `C:\\Users\\jan\\map ${at % 50}\\lijst ${at}.xlsx`, inner: [], size: 81234,
      modified: `20${10 + (at % 16)}-03-01T09:00:00Z`, format: at % 3 ? "xlsx" : "csv", storage: at % 5 ? "local-disk" : "removable",
      findings, special: [], minors: false, subjects: at % 300, risk: { score: 60, level }, severity: level,
      verdict: "local-copy", articles: ["IX"], advice: "move-to-central", aliases: [], read: "all", unread: [] });
  }
  for (let at = 0; at < unread; at++) {
    lines.push({ record: "document", path: `C:\\Users\\jan\\data ${at % 300}\\map ${at}.dat`, inner: [], size: 17,
      modified: "2026-03-01T09:00:00Z", format: "rar", storage: "local-disk", findings: [], special: [], minors: false,
      subjects: 0, risk: { score: 0, level: "info" }, verdict: "not-read", articles: [], advice: "none", aliases: [],
      read: "none", unread: [{ reason: at % 2 ? "unsupported" : "encrypted", detail: "rar" }] });
  }
  const by = (name) => lines.filter((line) => line.severity === name).length;
  lines.push({ record: "end", complete: unread === 0, finished: "2026-11-28T10:00:00Z",
    coverage: { seen: n + unread, read: n, partly: 0, unread, no_text: 0, bytes: 1, aliases: 0, unchanged: 0,
      members: { seen: 0, read: 0, partly: 0, unread: 0, no_text: 0, by_reason: {}, partly_by_reason: {} },
      by_reason: { unsupported: unread >> 1, encrypted: unread - (unread >> 1) }, partly_by_reason: {}, no_text_by_format: {} },
    totals: { documents: n, by_verdict: { "local-copy": n }, by_severity: Object.fromEntries(levels.map((name) => [name, by(name)])), by_rule: {} } });
  return lines.map((line) => JSON.stringify(line) + "\n").join("");
}
