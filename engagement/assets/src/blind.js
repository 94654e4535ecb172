// Collecting a ballot so that the server signs it without seeing it (RFC 9474). Loaded before the first question only.
import { RSABSSA } from "@cloudflare/blindrsa-ts";
import { rememberBallotOf } from "./_draft.js";

const suite = RSABSSA.SHA384.PSS.Randomized();
const WAITING = "blind:";

const bytes = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
const text = (raw) => btoa(String.fromCharCode(...raw));
const digest = async (raw) => [...new Uint8Array(await crypto.subtle.digest("SHA-256", raw))].map((one) => one.toString(16).padStart(2, "0")).join("");

class Tampered extends Error {}
const insist = (fact) => { if (!fact) throw new Tampered(); };

// The fingerprint that came with the invitation. It outlives the switch of the language and a reload.
function invitedFingerprint() {
  const name = `m:${location.pathname}`;
  const given = location.hash.match(/^#m=([0-9a-f]{64})$/)?.[1];
  try {
    if (given) sessionStorage.setItem(name, given);
    return given ?? sessionStorage.getItem(name);
  } catch { return given ?? null; }
}

// The key of the page is used only if the published manifest lists it for this group, and the manifest is the one
// whose fingerprint came with the invitation. Returns the origin at which everybody hands in.
async function checkedOrigin({ manifest, fingerprint, key, cell, size }) {
  const raw = await (await fetch(manifest, { credentials: "omit" })).arrayBuffer();
  const published = await digest(raw);
  insist(published === (invitedFingerprint() ?? fingerprint) && published === fingerprint);
  const { cells, ballots } = JSON.parse(new TextDecoder().decode(raw));
  const listed = cells.filter((one) => one.id === Number(cell));
  insist(listed.length === 1 && listed[0].fingerprint === await digest(bytes(key)) && listed[0].roster_size === Number(size));
  return ballots;
}

const load = (key) => crypto.subtle.importKey("spki", bytes(key), { name: "RSA-PSS", hash: "SHA-384" }, true, ["verify"]);

function message(cell) {
  const made = crypto.getRandomValues(new Uint8Array(24));
  new DataView(made.buffer).setBigUint64(0, BigInt(cell));
  return made;
}

// Everything that is needed to ask again is kept before the first try: a lost response loses no ballot.
async function cover(data) {
  const ballots = await checkedOrigin(data);
  const prepared = suite.prepare(message(data.cell));
  const { blindedMsg, inv } = await suite.blind(await load(data.key), prepared);
  const kept = { ballots, key: data.key, prepared: text(prepared), blinded: text(blindedMsg), inv: text(inv) };
  try { localStorage.setItem(WAITING + location.pathname, JSON.stringify(kept)); } catch { /* then one try it is */ }
  return kept;
}

function waiting() {
  try { return JSON.parse(localStorage.getItem(WAITING + location.pathname)); } catch { return null; }
}

async function collect(kept) {
  const response = await fetch(`${location.pathname}issue/`, {
    method: "POST", body: new URLSearchParams({ blinded: kept.blinded }), credentials: "omit", referrerPolicy: "no-referrer",
  });
  if (!response.ok) return location.reload();
  const { signature } = await response.json();
  const prepared = bytes(kept.prepared);
  const signed = await suite.finalize(await load(kept.key), prepared, bytes(signature), bytes(kept.inv));
  const token = text(new Uint8Array([...prepared, ...signed])).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  const path = `/b/${token}/`;
  rememberBallotOf(location.pathname, path);
  try { localStorage.removeItem(WAITING + location.pathname); } catch { /* nothing was kept */ }
  // Nothing in this address comes from the answer of the server, which could be one for this person alone.
  location.assign(`${kept.ballots}${path}?lang=${document.documentElement.lang === "zh-hans" ? "zh-hans" : "en"}`);
}

const refuse = (form, words) => {
  form.querySelector(".status").textContent = words;
  form.querySelector("button").disabled = true;
};

async function start(form) {
  form.querySelector("button").disabled = true;
  try {
    await collect(waiting() ?? await cover(form.dataset));
  } catch (error) {
    refuse(form, error instanceof Tampered ? form.dataset.refused : form.dataset.failed);
    form.querySelector("button").disabled = error instanceof Tampered;
  }
}

// Who was invited with a fingerprint never gets a ballot that the server could see: not where the page carries no
// key, and not where the browser has no cryptography (an address without encryption).
function startWith(form) {
  const able = Boolean(globalThis.crypto?.subtle);
  if (form.dataset.key && able) return start(form);
  return refuse(form, form.dataset.key ? form.dataset.unable : form.dataset.refused);
}

document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("[data-start]");
  const invited = invitedFingerprint();
  if (invited) for (const link of document.querySelectorAll(".languages a")) link.hash = `m=${invited}`;
  form?.addEventListener("submit", (event) => {
    if (!invited && !(form.dataset.key && globalThis.crypto?.subtle)) return; // the server hands out the ballot, as the page says
    event.preventDefault();
    startWith(form);
  });
  if (!form && waiting()) collect(waiting());
});
