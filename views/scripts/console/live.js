// An open page follows the shop: what changed is fetched and put in its place, what customers did is said.
import { toast } from './frame.js';
import { fetchPage, morph } from './swap.js';
import { whenShown } from './shown.js';

const main = document.getElementById('main');
const { events: address, watches } = document.body.dataset;
const refreshers = [];

// Of what the page itself asks for: nobody is there for it, so the session ages.
export const unattended = { 'x-unattended': 'yes' };

// Instead of the page's own address: what else is to be fetched again when something changed. `act` may be async.
export function whenChanged(act) {
  refreshers.push(act);
}

// Brings the page's main part to what the server says now. `prepare(main)` may still change that.
export async function refresh(at = location.href.split('#')[0], prepare = () => {}) {
  const fetched = await fetchPage(at, { headers: { accept: 'text/html', ...unattended } });
  if (!fetched || fetched.status !== 200) return;
  const fresh = fetched.page.getElementById('main');
  if (!fresh) return;
  prepare(fresh);
  morph(main, document.importNode(fresh, true));
}

// How much is new stands in the menu and in the title, for who looks at another tab.
const bell = document.getElementById('unread');
function telling(unread) {
  if (!bell) return;
  bell.textContent = unread > 99 ? '99+' : unread;
  bell.hidden = !unread;
  const title = document.title.replace(/^\(\d+\+?\) /, '');
  document.title = unread ? `(${bell.textContent}) ${title}` : title;
}

// A page that shows something once, or asks for something, stays as it is.
const follows = () => watches || document.querySelector('#main [data-live]');

let asking = false, again = false;
async function update() {
  again = asking || document.hidden;
  if (again) return;
  asking = true;
  try {
    await tellNews();
    if (refreshers.length) for (const act of refreshers) await act();
    else if (follows()) await refresh();
  } finally {
    asking = false;
    if (again) setTimeout(update, 250);
  }
}

// --- what customers did, said once in each tab ---

const seen = {
  get: () => Number(sessionStorage.getItem('claimcheck.news') || -1),
  set: (seq) => sessionStorage.setItem('claimcheck.news', seq),
};
async function tellNews() {
  const answer = await fetch(`/staff/news?after=${Math.max(seen.get(), 0)}`, { headers: { accept: 'application/json', ...unattended } })
    .catch(() => null);
  if (!answer || !answer.ok || !(answer.headers.get('content-type') || '').includes('json')) return;
  const news = await answer.json();
  if (seen.get() >= 0) news.items.filter((item) => item.alerts).forEach((item) => toast(item.text, item.path));
  seen.set(news.last);
  telling(news.unread);
}

// --- the stream ---

let source = null;
function listen() {
  if (source || !window.EventSource) return;
  const age = Math.round(performance.now()) + 1000;  // what changed since the page was read is told at once
  source = new EventSource(`${address}?age=${age}&order=${encodeURIComponent(watches)}`);
  let opened = false;
  source.onopen = () => {
    if (opened) update();  // it was away for a while
    opened = true;
  };
  source.addEventListener('hello', (event) => {
    const { last } = JSON.parse(event.data);
    if (seen.get() < 0 || seen.get() > last) seen.set(last);  // the first page in this tab, or another shop's
    else if (seen.get() < last) update();
  });
  source.addEventListener('changed', update);
  // Refused for good: signed out, which asking for the page tells, or too many listen.
  source.onerror = async () => {
    if (!source || source.readyState !== EventSource.CLOSED) return;
    source = null;
    await fetchPage(location.href.split('#')[0]);
  };
}
function leave() {
  if (source) source.close();
  source = null;
}

if (address) {
  telling(bell.hidden ? 0 : parseInt(bell.textContent, 10));
  listen();
  window.addEventListener('pagehide', leave);
  window.addEventListener('pageshow', (event) => {
    if (!event.persisted) return;
    listen();
    update();
  });
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) return;
    if (!source || again) update();
    listen();
  });
}

// "3 min" beside a moment that is old enough to be said so.
const units = [['day', 864e5], ['hour', 36e5], ['minute', 6e4]];
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' });
function tellAges(root = document) {
  for (const moment of root.querySelectorAll('time[data-ago]')) {
    const away = Date.parse(moment.dateTime) - Date.now();
    const [unit, size] = units.find((u) => Math.abs(away) >= u[1]) || units[2];
    if (!moment.title) moment.title = moment.textContent;
    const said = Math.abs(away) < 6e4 ? 'now' : relative.format(Math.round(away / size), unit);
    if (moment.textContent !== said) moment.textContent = said;
  }
}
whenShown(tellAges);
setInterval(tellAges, 30000);
