// The list of orders: rows by keyboard, more of them by scrolling, the order beside the list on a wide screen, its link
// copied in one click.
import { copy } from './copy.js';
import { toast } from './frame.js';
import { refresh, unattended, whenChanged } from './live.js';
import { showed, whenShown } from './shown.js';
import { fetchPage, morph } from './swap.js';

const list = document.getElementById('orders'), pane = document.getElementById('pane');
const wide = matchMedia('(min-width: 76rem)');
const rows = () => [...document.querySelectorAll('[data-row]')];
const row = (link) => link.closest('li');

// --- rows by keyboard ---

function step(by) {
  const all = rows(), at = all.findIndex((link) => row(link).contains(document.activeElement));
  const open = all.findIndex((link) => link.getAttribute('aria-current'));
  const from = at >= 0 ? at : open;
  const next = all[from < 0 ? 0 : Math.max(0, Math.min(all.length - 1, from + by))];
  if (!next) return;
  next.focus({ preventScroll: true });
  row(next).scrollIntoView({ block: 'nearest' });
}
document.addEventListener('keydown', (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches('input, select, textarea')) return;
  const on = document.activeElement.closest('[data-keys]');
  if (event.key === 'j') step(1);
  else if (event.key === 'k') step(-1);
  else if (event.key === 'o' && on && on.querySelector('[data-row]')) on.querySelector('[data-row]').click();
  else if (event.key === 'Escape' && pane && !pane.hidden) close();
  else return;
  event.preventDefault();
});

// --- the order beside the list ---

let beside = null;  // its address

const mark = () => rows().forEach((link) => {
  if (beside && link.pathname === new URL(beside, location).pathname) link.setAttribute('aria-current', 'true');
  else link.removeAttribute('aria-current');
});
const address = (hash) => history.replaceState(null, '', location.pathname + location.search + hash);

function put(fetched, toFocus) {
  const fresh = fetched.page.getElementById('main');
  if (!fresh) return location.assign(fetched.url);
  beside = fetched.url.split('#')[0];
  const body = pane.querySelector('[data-body]');
  body.replaceChildren(...document.importNode(fresh, true).childNodes);
  pane.querySelector('[data-alone]').href = beside;
  pane.hidden = false;
  document.body.classList.add('has-pane');
  mark();
  address('#' + beside.split('/').pop());
  showed(body);
  const target = fetched.url.includes('#') && body.querySelector('#' + CSS.escape(fetched.url.split('#')[1]));
  const faults = body.querySelector('#faults');
  if (faults || target) (faults || target).scrollIntoView({ block: 'start' });
  else if (toFocus) pane.scrollTop = 0;
  if (faults) faults.focus();
  return null;
}

async function open(href) {
  const fetched = await fetchPage(href);
  if (fetched) put(fetched, true);
  else location.assign(href);
}

function close() {
  const link = rows().find((each) => each.getAttribute('aria-current'));
  pane.hidden = true;
  document.body.classList.remove('has-pane');
  beside = null;
  mark();
  address('');
  if (link) link.focus({ preventScroll: true });
}

// What is done in the pane is answered in the pane.
async function submit(event) {
  const form = event.target, button = event.submitter;
  if (event.defaultPrevented || form.target) return;
  event.preventDefault();
  if (form.hasAttribute('aria-busy')) return;  // a second press is the same press
  form.setAttribute('aria-busy', 'true');
  const data = new FormData(form);
  if (button && button.name) data.append(button.name, button.value);
  const action = (button && button.hasAttribute('formaction') && button.formAction) || form.action;
  const method = (button && button.hasAttribute('formmethod') && button.formMethod) || form.method;
  const upload = form.enctype === 'multipart/form-data';
  const fetched = method === 'get'
    ? await fetchPage(`${action.split('?')[0]}?${new URLSearchParams(data)}`)
    : await fetchPage(action, { method, body: upload ? data : new URLSearchParams(data) });
  form.removeAttribute('aria-busy');
  if (fetched) put(fetched, false);
  else form.submit();  // a file, or silence: as the browser does it
}

// --- more by scrolling ---

async function more(link) {
  if (link.dataset.asked) return;
  link.dataset.asked = '1';
  const fetched = await fetchPage(link.href);
  const fresh = fetched && fetched.page.getElementById('orders');
  if (!fresh) return;
  const known = new Set(rows().map((each) => row(each).id));
  for (const item of [...fresh.children]) if (!known.has(item.id)) list.append(document.importNode(item, true));
  const next = fetched.page.getElementById('more');
  if (next) link.replaceWith(document.importNode(next, true));
  else link.remove();
  showed(list);
  watchEnd();
  mark();
}
const end = new IntersectionObserver((seen) => seen.filter((each) => each.isIntersecting).forEach((each) => more(each.target)),
  { rootMargin: '400px' });
function watchEnd() {
  end.disconnect();
  const link = document.getElementById('more');
  if (link) end.observe(link);
}

// --- what changed meanwhile ---

const page = 50, most = 200;

// Rows that were scrolled to beyond what is asked for again stay behind it.
function keepTail(fresh) {
  const news = fresh.querySelector('#orders'), last = document.getElementById('more');
  if (!news || news.children.length < most) return;
  const known = new Set([...news.children].map((item) => item.id));
  const tail = rows().slice(most).map(row).filter((item) => !known.has(item.id));
  news.append(...tail.map((item) => item.cloneNode(true)));
  const next = fresh.querySelector('#more');
  if (tail.length && next && last) next.replaceWith(last.cloneNode(true));
  else if (tail.length && next) next.remove();
}

async function follow() {
  const at = new URL(location.href.split('#')[0]);
  if (rows().length > page) at.searchParams.set('rows', Math.min(rows().length, most));
  await refresh(at.href, keepTail);
  watchEnd();
  if (beside) {
    const fetched = await fetchPage(beside, { headers: { accept: 'text/html', ...unattended } });
    const fresh = fetched && fetched.page.getElementById('main');
    if (fresh && beside) {
      const body = pane.querySelector('[data-body]'), copied = body.cloneNode(false);
      copied.append(...document.importNode(fresh, true).childNodes);
      morph(body, copied);
    }
  }
  mark();
}

// --- searching while one types ---

const search = document.getElementById('filter');
let typed = 0;
function find() {
  clearTimeout(typed);
  typed = setTimeout(async () => {
    const asked = [...new FormData(search)].filter(([, value]) => value);
    history.replaceState(null, '', `${location.pathname}?${new URLSearchParams(asked)}${location.hash}`);
    await refresh();
    watchEnd();
    mark();
  }, 150);
}

// --- the link of a row ---

async function copyLink(button) {
  const body = new URLSearchParams(new FormData(button.form));
  body.append(button.name, button.value);
  const asked = fetch(button.formAction, { method: 'POST', headers: { accept: 'application/json' }, body })
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.status))))
    .then((made) => made.url);
  try {
    await copy(asked);
    toast(`Link of ${button.dataset.number} copied`);
  } catch (fault) {
    toast(`The link of ${button.dataset.number} could not be copied. Open the order and copy it there.`);
  }
}

if (list) {
  document.addEventListener('click', (event) => {
    const button = event.target.closest('button[data-copy-link]');
    if (!button) return;
    event.preventDefault();
    copyLink(button);
  });
}
if (list && pane) {
  document.addEventListener('click', (event) => {
    const link = event.target.closest('[data-row]');
    const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) && event.button === 0;
    if (!link || !plain || !wide.matches) return;
    event.preventDefault();
    open(link.href);
  });
  pane.addEventListener('submit', submit);
  pane.querySelector('[data-close]').addEventListener('click', close);
  whenChanged(follow);
  watchEnd();
  search.addEventListener('input', find);
  search.addEventListener('change', find);
  whenShown((root) => {
    for (const button of root.querySelectorAll('[data-scripted]')) button.hidden = false;
  });
  const wanted = location.hash.slice(1);
  if (wide.matches && wanted.startsWith('ord_')) open(`/staff/orders/${encodeURIComponent(wanted)}`);
}
