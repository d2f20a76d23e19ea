// Keeps the page live by server-sent events; without them it asks for the page itself every few seconds, and says so.
(() => {
  'use strict';
  const SILENCE_MS = 8000; // the agent is heard every 2 to 3 s
  const PAUSE_MS = 4000;
  const board = document.getElementById('board');
  const notLive = document.getElementById('not-live');
  const { events, version } = document.body.dataset;
  let source = null;
  let timer = 0;
  let shown = '';
  let waiting = '';
  let pressed = false;

  function alive() {
    notLive.hidden = true;
    clearTimeout(timer);
    timer = setTimeout(lost, SILENCE_MS);
  }

  // verdicts come several a second: a press must not lose the button between going down and up, nor the keyboard its place
  function show(html) {
    waiting = html;
    if (pressed || html === shown) return;
    const form = document.activeElement?.form?.action;
    board.innerHTML = shown = html;
    if (form) Array.from(board.querySelectorAll('form')).find((f) => f.action === form)?.querySelector('button')?.focus();
  }

  board.addEventListener('pointerdown', (event) => { pressed = event.target.closest('button') !== null; });
  for (const end of ['pointerup', 'pointercancel']) {
    addEventListener(end, () => setTimeout(() => {
      pressed = false;
      if (waiting) show(waiting);
    }, 300)); // the click comes after the pointer is up
  }

  async function lost() {
    if (source) source.close();
    clearTimeout(timer);
    notLive.hidden = false;
    try {
      const answer = await fetch(location.href, { cache: 'no-store', signal: AbortSignal.timeout(PAUSE_MS) });
      if (answer.ok) {
        const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
        show(page.getElementById('board').innerHTML);
      }
    } catch {
      // the agent is away; the page stays as it was, and says that it is not live
    }
    timer = setTimeout(open, PAUSE_MS);
  }

  function open() {
    source = new EventSource(events);
    source.onerror = lost;
    source.addEventListener('beat', alive);
    source.addEventListener('board', (event) => { show(event.data); alive(); });
    // an agent of another version has another script and another sheet
    source.addEventListener('hello', (event) => { if (event.data !== version) location.reload(); });
    clearTimeout(timer);
    timer = setTimeout(lost, SILENCE_MS);
  }

  open();
})();
