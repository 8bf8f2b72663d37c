// html.mjs FILE.html...: opens pages that mpdemo wrote in Chromium, offline, and
// uses them as a reader would: keys, scrubber, buttons, the other runs, paper.
// Status: 0 all is well; 1 there is a problem, in a sentence on stderr.
//
// CHROMIUM is the browser, READERS a directory with puppeteer-core and axe-core in
// its node_modules, and SHOTS, if it is set, one for pictures of what was seen.

import { createRequire } from "node:module";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const here = process.env.READERS ?? fileURLToPath(new URL(".", import.meta.url));
const require = createRequire(join(resolve(here), "html.mjs"));
const puppeteer = require("puppeteer-core");
const axe = require("axe-core");

const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 390, height: 844 };
const LIMIT = 60_000; // milliseconds for anything that is waited for

class Problem extends Error {}

function check(holds, sentence) {
  if (!holds) throw new Problem(sentence);
}

/** What the page shows of where it stands. */
function look(page) {
  return page.evaluate(() => {
    const text = (selector) => document.querySelector(selector)?.textContent ?? "";
    const scrubber = document.querySelector("#scrubber");
    return {
      event: Number(scrubber.value),
      events: document.querySelector("#rows .row") ? Number(scrubber.max) : 0,
      row: Number(document.querySelector(".row.current")?.dataset.event ?? -1) + 1,
      rows: document.querySelectorAll(".row").length,
      said: text("#now .unseen"),
      play: text("#play"),
      runs: document.querySelector("#runs").options.length,
      name: text("#name"),
      hasPage: document.querySelectorAll("#listing li").length > 0 && !document.querySelector("#page").hidden,
      line: [...document.querySelectorAll("#listing li")].findIndex((line) => line.matches(".acting")) + 1,
      marked: document.querySelectorAll("#listing .marked").length,
    };
  });
}

/** Collects what a page must not do; the sentences come out of `complaints`. */
async function watch(page, url) {
  const complaints = [];
  page.on("request", (request) => {
    const asked = request.url().replace(/#.*/, "");
    if (asked !== url) complaints.push(`it asks for ${asked}`);
  });
  page.on("console", (message) => {
    if (["error", "warn", "warning", "assert"].includes(message.type())) complaints.push(`it complains: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`its program fails: ${error.message}`));
  page.on("dialog", (dialog) => {
    complaints.push(`it opens a dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  await page.evaluateOnNewDocument(() => {
    addEventListener("securitypolicyviolation", (event) =>
      console.error(`policy ${event.violatedDirective} forbids ${event.blockedURI}`));
  });
  return complaints;
}

async function press(page, key, event, sentence) {
  await page.keyboard.press(key);
  const seen = await look(page);
  check(seen.event === event && seen.row === event,
    `${sentence}: after ${key}, event ${event} is current, not ${seen.event} (row ${seen.row})`);
  return seen;
}

async function stepByKeys(page) {
  const start = await look(page);
  check(start.event === 1 && start.row === 1, "the first event is current at the beginning");
  check(start.said.length > 0, "the current event is told in a sentence");
  const last = start.events;
  if (last < 3) return;
  const second = await press(page, "ArrowRight", 2, "right is forward");
  check(second.said !== start.said, "the sentence changes with the event");
  await press(page, "n", 3, "n is forward");
  await press(page, "b", 2, "b is back");
  await press(page, "PageDown", 3, "a clicker's key is forward");
  await press(page, "PageUp", 2, "a clicker's key is back");
  await press(page, "ArrowLeft", 1, "left is back");
  await press(page, "ArrowLeft", 1, "there is nothing before the first event");
  const end = await press(page, "End", last, "End is the last event");
  check(end.rows < 300, `only what is seen is in the page, not ${end.rows} rows`);
  await press(page, "ArrowRight", last, "there is nothing after the last event");
  check((await page.$$("#now .verdict")).length === 1, "after the last event the ending is shown");
  await press(page, "Home", 1, "Home is the first event");
}

/** Every process's line is marked, and the mark goes along. */
async function followLines(page) {
  const { hasPage, events } = await look(page);
  if (!hasPage) return;
  const lines = new Set();
  let most = 0;
  for (let i = 1; i < Math.min(events, 60); ++i) {
    await page.keyboard.press("ArrowRight");
    const { line, marked } = await look(page);
    if (line > 0) lines.add(line);
    most = Math.max(most, marked);
  }
  check(lines.size > 1, "the marked line follows the process that acts");
  const isSeen = await page.evaluate(() => {
    const line = document.querySelector("#listing .acting")?.getBoundingClientRect();
    const view = document.querySelector("#page").getBoundingClientRect();
    return !line || (line.top >= view.top - 1 && line.bottom <= view.bottom + 1);
  });
  check(isSeen, "the marked line can be seen");
  await page.keyboard.press("Home");
}

async function playAndPause(page) {
  const { events, play } = await look(page);
  if (events < 3) return;
  for (let i = 0; i < 8; ++i) await page.keyboard.press("+");
  await page.keyboard.press(" ");
  await page.waitForFunction(() => Number(document.querySelector("#scrubber").value) > 1, { timeout: LIMIT });
  if (events > 5000) {
    check((await look(page)).play !== play, "while it plays, the button pauses");
    await page.keyboard.press(" ");
  }
  await page.waitForFunction((play) => document.querySelector("#play").textContent === play, { timeout: LIMIT }, play);
  for (let i = 0; i < 8; ++i) await page.keyboard.press("-");
  await page.keyboard.press("Home");
}

/** The controls keep their own keys, and a row can be clicked. */
async function useControls(page) {
  const { events } = await look(page);
  if (events < 3) return;
  await page.focus("#scrubber");
  await press(page, "ArrowRight", 2, "the scrubber moves by one");
  await page.focus("#forward");
  await press(page, "Enter", 3, "Enter on a button presses that button, once");
  await page.focus("#speed");
  await page.keyboard.press("ArrowDown");
  check((await look(page)).event === 3, "keys in the choice of speed do not step");
  await page.evaluate(() => document.activeElement.blur());
  await page.click(".row:nth-child(2)");
  check((await look(page)).event === 2, "a click on a row goes there");
  await page.keyboard.press("?");
  check(await page.$eval("#help", (dialog) => dialog.open), "? shows the keys");
  await page.keyboard.press("Escape");
  check(!(await page.$eval("#help", (dialog) => dialog.open)), "Escape closes the keys");
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press("Home");
}

async function otherRuns(page) {
  const { runs, name } = await look(page);
  if (runs < 2) return;
  await page.select("#runs", "1");
  const other = await look(page);
  check(other.event === 1, "another run begins at its first event");
  check(await page.title() !== "" && other.name.length > 0, "another run has a name");
  await page.select("#runs", "0");
  check((await look(page)).name === name, "one can go back to the first run");
}

/** What every page must have for those who do not see it. */
async function hearIt(page) {
  const faults = await page.evaluate(() => {
    const found = [];
    if (!document.documentElement.lang) found.push("the page has a language");
    if (!document.title) found.push("the page has a title");
    if (document.querySelectorAll("h1").length !== 1) found.push("the page has one heading of the first level");
    const nameOf = (one) => (one.getAttribute("aria-label") ?? "") + one.textContent +
      [...(one.labels ?? [])].map((label) => label.textContent).join("");
    for (const one of document.querySelectorAll("button, select, input, section, dialog"))
      if (!nameOf(one).trim()) found.push(`${one.tagName} ${one.id} has a name`);
    const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
    if (new Set(ids).size !== ids.length) found.push("no two elements have the same id");
    if (!document.querySelector("[aria-live=polite]")) found.push("the current event is a live region");
    for (const row of document.querySelectorAll(".row"))
      if (!row.querySelector(".unseen")?.textContent) found.push("each row has a sentence for screen readers");
    if (document.querySelector("[style*=expression], [onclick], [onload], iframe, object, embed, img, base"))
      found.push("nothing but the page's own elements is in it");
    return found;
  });
  check(faults.length === 0, faults.join("; and "));
}

/** What axe-core has to say against the page as it is now. */
async function audit(page, when) {
  const found = await page.evaluate(async () => {
    const { violations } = await axe.run(document, { preload: false });
    return violations.map(({ id, help, nodes }) => `${id} (${help}): ${nodes[0].html.slice(0, 120)}`);
  });
  check(found.length === 0, `axe-core has nothing against it ${when}: ${found.slice(0, 3).join("; ")}`);
}

async function auditAll(page) {
  const { events } = await look(page);
  await page.evaluate(axe.source);
  for (const value of ["light", "dark"]) {
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value },
      { name: "prefers-reduced-motion", value: "reduce" }]);
    await audit(page, `at its beginning, in the ${value} scheme`);
    await page.keyboard.press("?");
    await audit(page, `with its keys open, in the ${value} scheme`);
    await page.keyboard.press("Escape");
    if (events > 0) await page.keyboard.press("End");
    await audit(page, `at its end, in the ${value} scheme`);
    if (events > 0) await page.keyboard.press("Home");
  }
  await page.evaluate(() => document.activeElement.blur());
}

/** A page in Chinese is in Chinese: its buttons, its names for screen readers, its keys. */
async function speakItsLanguage(page) {
  const left = await page.evaluate(() => {
    if (document.documentElement.lang !== "zh-Hant") return [];
    const said = [...document.querySelectorAll("button, label, dd, dt, h2")]
      .filter((one) => !one.querySelector("kbd"))
      .map((one) => (one.tagName === "LABEL" ? one.firstChild.textContent : one.textContent));
    for (const one of document.querySelectorAll("[aria-label]")) said.push(one.getAttribute("aria-label"));
    said.push(document.querySelector("#now .unseen")?.textContent ?? "無");
    return said.filter((text) => text.trim() && !/\p{Script=Han}/u.test(text));
  });
  check(left.length === 0, `it is in Chinese throughout, not: ${left.slice(0, 5).join(" | ")}`);
}

/** All controls are reached by Tab, one after the other. */
async function tabThrough(page) {
  const wanted = await page.evaluate(() =>
    [...document.querySelectorAll("button, select, input, [tabindex='0']")]
      .filter((one) => one.checkVisibility() && !one.closest("dialog")).map((one) => one.id));
  await page.evaluate(() => document.activeElement.blur());
  const reached = [];
  for (let i = 0; i <= wanted.length; ++i) {
    await page.keyboard.press("Tab");
    reached.push(await page.evaluate(() => document.activeElement.id));
  }
  const missed = wanted.filter((id) => !reached.includes(id));
  check(missed.length === 0, `Tab reaches every control, not ${missed.join(", ")}`);
  await page.evaluate(() => document.activeElement.blur());
}

/** Text has the contrast that AA asks for: 4.5 to 1. */
async function readIt(page, scheme) {
  const faint = await page.evaluate(() => {
    const parts = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
    const luminance = ([r, g, b]) => [r, g, b].map((part) => part / 255)
      .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
      .reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0);
    const groundOf = (one) => {
      for (let at = one; at; at = at.parentElement) {
        const colour = parts(getComputedStyle(at).backgroundColor);
        if (colour.length === 3 || colour[3] === 1) return colour;
      }
      return [255, 255, 255];
    };
    const found = [];
    for (const one of document.querySelectorAll("body *")) {
      const own = [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
      if (!own || !one.checkVisibility() || one.closest("svg, script, style, noscript, .unseen, dialog, .probe")) continue;
      const [a, b] = [luminance(parts(getComputedStyle(one).color)), luminance(groundOf(one))];
      const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      if (contrast < 4.5) found.push(`"${one.textContent.slice(0, 30)}" (${one.className}) has ${contrast.toFixed(2)}`);
    }
    return found;
  });
  check(faint.length === 0, `all text can be read in the ${scheme} scheme: ${faint.slice(0, 3).join(", ")}`);
}

async function fits(page, size) {
  await page.setViewport(size);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  check(over <= 0, `the page fits into ${size.width} pixels, it is ${over} too wide`);
}

async function shoot(page, file, name) {
  if (!process.env.SHOTS) return;
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 250))));
  await page.screenshot({ path: join(process.env.SHOTS, `${basename(file, ".html")}-${name}.png`) });
}

async function lookInBothSchemes(page, file) {
  const { events } = await look(page);
  const middle = Math.max(1, Math.round(events * 0.6));
  for (const scheme of ["light", "dark"]) {
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme },
      { name: "prefers-reduced-motion", value: "reduce" }]);
    for (const [name, size] of [["wide", WIDE], ["narrow", NARROW]]) {
      await fits(page, size);
      await page.evaluate((event) => {
        const scrubber = document.querySelector("#scrubber");
        scrubber.value = event;
        scrubber.dispatchEvent(new Event("input"));
      }, middle);
      await readIt(page, scheme);
      await shoot(page, file, `${scheme}-${name}`);
      await page.keyboard.press("End");
      await shoot(page, file, `${scheme}-${name}-end`);
    }
  }
  await page.setViewport(WIDE);
  await page.keyboard.press("Home");
}

async function print(page, file) {
  const path = process.env.SHOTS && join(process.env.SHOTS, `${basename(file, ".html")}.pdf`);
  const pdf = await page.pdf({ format: "A4", printBackground: false, timeout: LIMIT, ...(path && { path }) });
  check(pdf.length > 1000, "the page can be printed");
  check(await page.$eval("#paper", (paper) => paper.childNodes.length === 0), "what was made for paper is gone after that");
}

async function measure(page, url) {
  const began = performance.now();
  await page.goto(url, { waitUntil: "load", timeout: LIMIT });
  await page.waitForSelector("#now p", { timeout: LIMIT });
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0))));
  const first = performance.now() - began;
  const step = await page.evaluate(() => {
    const start = performance.now();
    const count = Math.min(200, Number(document.querySelector("#scrubber").max) - 1);
    for (let i = 0; i < count; ++i) {
      dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight" }));
      document.body.getBoundingClientRect(); // what a frame would have to lay out
    }
    for (let i = 0; i < count; ++i) dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowLeft" }));
    return count > 0 ? (performance.now() - start) / (2 * count) : 0;
  });
  return { first: Math.round(first), step: step.toFixed(2) };
}

async function inspect(browser, file) {
  const url = pathToFileURL(resolve(file)).href;
  const page = await browser.newPage();
  const complaints = await watch(page, url);
  await page.setViewport(WIDE);
  await page.setOfflineMode(true);
  const { first, step } = await measure(page, url);
  const { events, runs } = await look(page);
  await hearIt(page);
  await auditAll(page);
  await speakItsLanguage(page);
  await tabThrough(page);
  if (events > 0) {
    await stepByKeys(page);
    await followLines(page);
    await playAndPause(page);
    await useControls(page);
    await otherRuns(page);
    await lookInBothSchemes(page, file);
    await print(page, file);
  }
  await page.close();
  check(complaints.length === 0, complaints.slice(0, 5).join("; and "));
  const size = (statSync(file).size / 1e6).toFixed(1);
  console.log(`${file}: well: ${runs} runs, the first of ${events} events, ${size} MB; ` +
    `drawn after ${first} ms, a step takes ${step} ms`);
}

async function main(files) {
  if (files.length === 0) {
    console.error("usage: html.mjs FILE.html...");
    return 2;
  }
  const profile = mkdtempSync(join(tmpdir(), "mpdemo-html-"));
  const browser = await puppeteer.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    headless: true, args: FLAGS, userDataDir: profile, protocolTimeout: LIMIT,
  });
  let problems = 0;
  for (const file of files) {
    try {
      await inspect(browser, file);
    } catch (error) {
      ++problems;
      console.error(`${file}: ${error instanceof Problem ? "not true: " : ""}${error.message}`);
    }
  }
  await browser.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  return problems === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
