// Drafts of long forms. `data-autosave` is the key of the draft, `data-autosave-url` takes it by POST.
// Text waits in this browser only until the server has it: a shared computer must not keep it.

const PAUSE = 2000;
// Browsers take up to 64 kilobytes on the way out; a letter and its frame need several bytes.
const SHORT = 10000;
const SECRET = /^(csrfmiddlewaretoken|deed_key|row_version)$/;

const fields = (form) =>
  [...form.elements].filter((one) => one.name && !SECRET.test(one.name) && !/^(file|password|submit|button|hidden)$/.test(one.type));

function read(form) {
  const text = {};
  for (const one of fields(form)) {
    if (/^(checkbox|radio)$/.test(one.type)) {
      text[one.name] ??= [];
      if (one.checked) text[one.name].push(one.value);
    } else if (one.multiple) {
      text[one.name] = [...one.selectedOptions].map((option) => option.value);
    } else {
      text[one.name] = one.value;
    }
  }
  return text;
}

function write(form, text) {
  for (const one of fields(form)) {
    const kept = text[one.name];
    if (kept === undefined) continue;
    if (/^(checkbox|radio)$/.test(one.type)) one.checked = kept.includes(one.value);
    else if (one.multiple) for (const option of one.options) option.selected = kept.includes(option.value);
    else one.value = kept;
  }
}

function keep(form) {
  const place = `draft:${form.dataset.autosave}`;
  const line = form.querySelector("[data-saved]");
  const say = (sentence) => { if (line && sentence) line.textContent = sentence; };
  const remember = (text) => { try { localStorage.setItem(place, JSON.stringify(text)); } catch { /* full or closed */ } };
  const stored = () => { try { return localStorage.getItem(place); } catch { return null; } };
  const recall = () => { try { return JSON.parse(stored()); } catch { return null; } };
  const forget = () => { try { localStorage.removeItem(place); } catch { /* closed */ } };
  let timer = 0;
  let sending = null;
  let leaving = false;
  let submitted = false;

  // What is short enough goes on its way even when the page is left.
  function post(sent) {
    const body = new FormData(form);
    for (const name of [...body.keys()]) if (body.get(name) instanceof File) body.delete(name);
    sending = new AbortController();
    return fetch(form.dataset.autosaveUrl, {
      method: "POST", body, keepalive: sent.length < SHORT, signal: sending.signal, headers: { "x-draft": form.dataset.autosave },
    });
  }

  // One at a time: an older text must never reach the server after a newer one.
  async function send() {
    if (sending) return;
    const sent = JSON.stringify(read(form));
    try {
      const answer = await post(sent);
      if (!answer.ok || answer.redirected) throw new Error(answer.status);
      sending = null;
      // Something typed meanwhile has its turn now and is kept here until then.
      if (JSON.stringify(read(form)) !== sent) return void send();
      // A page that is drawn already may not know of it: it is told by what waits here.
      if (!leaving) forget();
      const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
      say(line?.dataset.at?.replace("{time}", time));
      form.dispatchEvent(new CustomEvent("draft:kept", { bubbles: true }));
    } catch {
      sending = null;
      if (!leaving) say(line?.dataset.offline);
    }
  }

  const now = () => { clearTimeout(timer); send(); };
  form.addEventListener("input", (event) => {
    leaving = false;
    remember(read(form));
    clearTimeout(timer);
    // A choice is whole at once; a text is waited for.
    timer = setTimeout(send, /^(radio|checkbox)$/.test(event.target.type) ? 0 : PAUSE);
  });
  form.addEventListener("submit", () => { clearTimeout(timer); sending?.abort(); submitted = true; });
  addEventListener("beforeunload", () => { leaving = true; });
  addEventListener("pageshow", () => { leaving = submitted = false; });
  addEventListener("online", () => { if (recall()) now(); });
  addEventListener("pagehide", () => { if (!submitted && stored()) now(); });

  // A form that came back with errors already holds what was typed.
  const waiting = recall();
  if (waiting && !form.querySelector(".summary")) {
    write(form, waiting);
    say(line?.dataset.restored);
    if (navigator.onLine) send();
  }
}

const forms = [...document.querySelectorAll("form[data-autosave]")];
forms.forEach(keep);

// A text whose form was sent and accepted is no longer needed here: the next page clears it.
const SENT = "drafts-sent";
try {
  const sent = JSON.parse(sessionStorage.getItem(SENT)) || [];
  const here = forms.map((form) => form.dataset.autosave);
  for (const key of sent) if (!here.includes(key)) localStorage.removeItem(`draft:${key}`);
  sessionStorage.removeItem(SENT);
  for (const form of forms) {
    form.addEventListener("submit", () => {
      const keys = JSON.parse(sessionStorage.getItem(SENT)) || [];
      sessionStorage.setItem(SENT, JSON.stringify([...keys, form.dataset.autosave]));
    });
  }
} catch { /* storage is closed: drafts stay on the server only */ }
