// What every page of the console does, and what its other parts call.

// The session's token, for what is sent without a form.
export const csrf = () => document.body.dataset.csrf || '';

// Posts fields as a form would. Whoever is no longer signed in is taken to the sign-in.
export async function post(path, fields = {}) {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { accept: 'application/json' },
    body: new URLSearchParams({ csrf: csrf(), ...fields }),
  });
  if (answer.status === 401) location.assign(`/staff/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`);
  return answer;
}

// Says something for a few seconds, longer while it is looked at; `path` makes it a link.
export function toast(text, path) {
  const list = document.getElementById('toasts');
  if (!list) return;
  const said = document.createElement('p');
  said.className = 'toast';
  const words = path ? document.createElement('a') : said;
  words.textContent = text;
  if (path) {
    words.href = path;
    said.append(words);
  }
  list.append(said);
  const leave = () => (said.matches(':hover, :focus-within') ? setTimeout(leave, 2000) : said.remove());
  setTimeout(leave, 6000);
}

// A form that came back says at once what it asks for.
document.getElementById('faults')?.focus();

// A second press within a moment is the same press.
addEventListener('submit', (event) => {
  const form = event.target, now = Date.now();
  if (event.defaultPrevented || form.method !== 'post') return;
  if (now - (form.dataset.sent || 0) < 2000) event.preventDefault();
  else form.dataset.sent = now;
});

// Copies the text of another element.
for (const button of document.querySelectorAll('[data-copies]')) {
  button.hidden = !navigator.clipboard;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).textContent);
    toast('Copied');
  });
}
