// Makes formats/eml/*.mht (saved by Chromium), formats/xlsb, formats/xls/excel-*.xls and formats/spreadsheetml/book.xls (written by SheetJS). All people and numbers are invented.
//
// usage: node testdata/make_web.mjs FOLDER      (FOLDER/node_modules holds playwright-core and xlsx: npm install --prefix FOLDER
//                                                playwright-core xlsx; needs chromium in the path)
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(join(resolve(process.argv[2] ?? "."), "package.json"));
const out = (folder) => {
  const path = join(dirname(fileURLToPath(import.meta.url)), "formats", folder);
  mkdirSync(path, { recursive: true });
  return path;
};

// Serials 951, 962 and 973 are not given to people.
const PEOPLE = [
  ["Naam", "Rijksregisternummer", "Geboortedatum", "Loon"],
  ["Anouk Peeters", "85.07.30-951.80", "30/07/1985", 2845.5],
  ["Bram Bosmans", "61.01.12-962.63", "12/01/1961", 3120],
  ["Chloé Dubois", "92.03.05-973.54", "05/03/1992", 2990.25],
];
const row = (cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
const PAGE = `<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Personeelslijst</title></head><body>
<h1>Lijst van de personeelsleden</h1><p>Voor Chloé, Noël en señor Núñez: niet verspreiden.</p>
<table>${PEOPLE.map(row).join("")}</table>
<img alt="Pasfoto van Anouk Peeters" src="data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==">
</body></html>`;
const FRAME = `<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Dossier</title></head><body>
<p>Het dossier staat in het kader.</p>
<iframe srcdoc="<p>Rijksregisternummer van Bram Bosmans: 61.01.12-962.63</p>"></iframe></body></html>`;

async function pages() {
  const { chromium } = require("playwright-core");
  const executablePath = execFileSync("sh", ["-c", "command -v chromium"]).toString().trim();
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  for (const [name, html] of [["page.mht", PAGE], ["frame.mhtml", FRAME]]) {
    const page = await browser.newPage();
    await page.setContent(html);
    const session = await page.context().newCDPSession(page);
    const { data } = await session.send("Page.captureSnapshot", { format: "mhtml" });
    writeFileSync(join(out("eml"), name), data);
  }
  await browser.close();
}

function workbooks() {
  const XLSX = require("xlsx");
  const people = XLSX.utils.aoa_to_sheet(PEOPLE);
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, people, "Personeel");
  XLSX.writeFile(book, join(out("xlsb"), "people.xlsb"));

  // Cells as Excel 2 wrote them, also in the workbook of Excel 4.
  XLSX.writeFile(book, join(out("xls"), "excel-2.xls"), { bookType: "biff2" });
  XLSX.writeFile(book, join(out("xls"), "excel-4.xls"), { bookType: "biff4" });

  // As programs export it: XML under the name of another.
  people.A2.c = [{ a: "Personeelsdienst", t: "Verhuisd naar Gent" }];
  people.C2 = { t: "d", v: new Date(Date.UTC(1985, 6, 30)), z: "yyyy-mm-dd" };
  // The number alone, shown with its points by its format.
  people.B4 = { t: "n", v: 92030597354, z: '00"."00"."00"-"000"."00' };
  XLSX.writeFile(book, join(out("spreadsheetml"), "book.xls"), { bookType: "xlml", cellStyles: true, cellDates: true });

  const more = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(more, XLSX.utils.aoa_to_sheet([["Overzicht"], [new Date(Date.UTC(2026, 2, 14)), true, 0.25]]), "Blad één");
  const notes = XLSX.utils.aoa_to_sheet([["Dossier", "E-mail"], ["Dubois", "chloe.dubois@example.be"]]);
  XLSX.utils.book_append_sheet(more, notes, "Verborgen");
  more.Workbook = { Sheets: [{ Hidden: 0 }, { Hidden: 2 }] };
  XLSX.writeFile(more, join(out("xlsb"), "hidden.xlsb"), { bookSST: true, cellDates: true });
}

await pages();
workbooks();
