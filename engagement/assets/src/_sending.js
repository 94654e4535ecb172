// Sending the answers: again and again until they are acknowledged. A ballot is stored once however often it arrives.

const FIRST_WAIT = 2000, LONGEST_WAIT = 30000;

const wait = (milliseconds) => new Promise((done) => {
  const timer = setTimeout(done, milliseconds);
  window.addEventListener("online", () => { clearTimeout(timer); done(); }, { once: true });
});

async function attempt(form) {
  const body = new URLSearchParams(new FormData(form));
  try {
    const response = await fetch(form.action, { method: "POST", body, credentials: "omit", referrerPolicy: "no-referrer" });
    return response.status >= 500 ? null : response;
  } catch {
    return null;
  }
}

// Returns the server's response once there is one; `onOffline` is called after each try that got none.
export async function send(form, onOffline) {
  for (let pause = FIRST_WAIT; ; pause = Math.min(2 * pause, LONGEST_WAIT)) {
    const response = await attempt(form);
    if (response) return response;
    onOffline();
    await wait(pause);
  }
}
