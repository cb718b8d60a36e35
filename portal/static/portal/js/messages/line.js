// What is new: a socket hints at it, and everything since what the page has is asked for over HTTP. Where no socket
// can be opened, the page asks every ten seconds; after any break it asks first of all.
const SOCKET = "/ws/messages/";
const POLL = 10_000;
const POLL_HIDDEN = 60_000;
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30_000;
// The other end says something at least every 25 seconds; a line that is silent for longer is dead.
const SILENCE = 70_000;
const PATIENCE = 20_000;
// While this page sends, what is hinted at is most often its own message, which the answer brings: that is waited for.
const OWN_TAKES = 700;
const SIGNED_OUT = 4401;
const NOT_OPEN = 4403;

const jittered = (wait) => wait * (0.5 + Math.random());

export function line(element, { address, news, typing, signedOut, notOpen, sends }) {
  let revision = Number(element.dataset.revision);
  let read = 0;
  let socket = null;
  let stopped = false;
  let wait = FIRST_WAIT;
  let asking = false;
  let askAgain = false;
  let hinted = 0;
  let heardAt = 0;
  let reconnecting = 0;
  let polling = 0;

  const isOpen = () => socket !== null && socket.readyState === WebSocket.OPEN;

  async function ask() {
    const answer = await fetch(`${address}since/${revision}/`, {
      credentials: "same-origin",
      redirect: "manual",
      headers: { Accept: "application/json" },
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (stopped) return false;
    if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) {
      signedOut();
      return false;
    }
    if (answer.status === 404) {
      notOpen();
      return false;
    }
    if (!answer.ok) throw new Error(String(answer.status));
    const said = await answer.json();
    if (stopped) return false;
    revision = Math.max(revision, said.revision);
    news(said);
    return said.more;
  }

  // One question at a time; what is hinted at meanwhile is asked for right after.
  async function catchUp() {
    if (stopped) return;
    if (asking) {
      askAgain = true;
      return;
    }
    asking = true;
    try {
      do {
        askAgain = false;
        askAgain = (await ask()) || askAgain;
      } while (askAgain && !stopped);
    } catch {
      // Out of reach: the next round asks again.
    } finally {
      asking = false;
    }
  }

  function hear(event) {
    heardAt = Date.now();
    wait = FIRST_WAIT;
    const hint = JSON.parse(event.data);
    if (hint.typing) typing(hint.typing);
    if (hint.read > read) {
      read = hint.read;
      catchUp();
    } else if (hint.revision > revision) {
      hinted = hint.revision;
      if (sends()) setTimeout(catchUpIfNew, OWN_TAKES);
      else catchUp();
    }
  }

  function catchUpIfNew() {
    if (hinted > revision) catchUp();
  }

  function connect() {
    clearTimeout(reconnecting);
    if (stopped || socket) return;
    try {
      socket = new WebSocket(`${window.location.protocol === "https:" ? "wss:" : "ws:"}//${window.location.host}${SOCKET}`);
    } catch {
      later();
      return;
    }
    const own = socket;
    heardAt = Date.now();
    own.addEventListener("open", () => own.send(JSON.stringify({ watch: element.dataset.thread, revision })));
    own.addEventListener("message", hear);
    own.addEventListener("close", ({ code }) => {
      if (socket !== own) return;
      socket = null;
      if (stopped) return;
      if (code === NOT_OPEN) notOpen();
      else if (code === SIGNED_OUT) signedOut();
      else later();
    });
  }

  function later() {
    clearTimeout(reconnecting);
    reconnecting = setTimeout(connect, jittered(wait));
    wait = Math.min(wait * 2, LONGEST_WAIT);
  }

  function drop() {
    const own = socket;
    socket = null;
    own?.close();
  }

  function look() {
    clearTimeout(polling);
    if (stopped) return;
    if (isOpen() && Date.now() - heardAt > SILENCE) {
      drop();
      connect();
    }
    if (!isOpen()) catchUp();
    polling = setTimeout(look, jittered(document.visibilityState === "hidden" ? POLL_HIDDEN : POLL));
  }

  function again() {
    if (stopped) return;
    wait = FIRST_WAIT;
    if (!isOpen()) {
      drop();
      connect();
    }
    catchUp();
  }

  window.addEventListener("online", again);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && (!isOpen() || Date.now() - heardAt > SILENCE / 2)) again();
  });
  // With an open socket a browser would not keep the page for "back".
  window.addEventListener("pagehide", drop);
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) again();
  });

  connect();
  polling = setTimeout(look, jittered(POLL));

  return {
    // The page has this message from the answer to its own sending. With all before it, nothing is left to ask for.
    kept(message) {
      if (message.revision === revision + 1) revision = message.revision;
      catchUpIfNew();
    },
    typing() {
      if (isOpen()) socket.send('{"typing":true}');
    },
    stop() {
      stopped = true;
      clearTimeout(reconnecting);
      clearTimeout(polling);
      drop();
    },
  };
}
