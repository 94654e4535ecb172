// Answers so far, kept in this browser only, under the address of the ballot, and cleared when they are sent.
// Where storage is switched off the page works all the same, and forgets.

const RESUME = "resume:";

function storage(action) {
  try { return action(window.localStorage); } catch { return null; }
}

const key = (path) => `ballot:${path}`;

export function loadDraft(path) {
  const text = storage((store) => store.getItem(key(path)));
  try { return text ? JSON.parse(text) : null; } catch { return null; }
}

export function saveDraft(path, draft) {
  storage((store) => store.setItem(key(path), JSON.stringify(draft)));
}

// The way back: which ballot this device collected with a link, so that opening the link again leads to it.
export function rememberLink(link) {
  try { window.sessionStorage.setItem("link", link); } catch { /* no way back, then */ }
}

export const rememberBallotOf = (link, path) => storage((store) => store.setItem(RESUME + link, path));

export function rememberBallot(path) {
  try {
    const link = window.sessionStorage.getItem("link");
    if (link) storage((store) => store.setItem(RESUME + link, path));
    window.sessionStorage.removeItem("link");
  } catch { /* no way back, then */ }
}

export const ballotOf = (link) => storage((store) => store.getItem(RESUME + link));

export function forget(path) {
  storage((store) => {
    store.removeItem(key(path));
    for (const name of Object.keys(store)) {
      if (name.startsWith(RESUME) && store.getItem(name) === path) store.removeItem(name);
    }
  });
}
