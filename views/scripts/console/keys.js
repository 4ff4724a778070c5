// Every action by keyboard. What bears data-key="x" is pressed by x (a field is gone to); ? tells which there are.
import { whenShown } from './shown.js';

const isField = (element) => element.matches('input:not([type=checkbox]):not([type=radio]), select, textarea, [contenteditable]');
const shown = (element) => element.getClientRects().length > 0 && !element.disabled;

// The nearest one: of the row or section that has the focus, then of the order beside the list, then of the page.
function holder(key) {
  const wanted = `[data-key="${CSS.escape(key)}"]`, active = document.activeElement;
  const near = active && active.closest('[data-keys]'), pane = document.getElementById('pane');
  for (const place of [near, pane, document]) {
    const found = place && [...place.querySelectorAll(wanted)].find(shown);
    if (found) return found;
  }
  return null;
}

function press(element) {
  const fold = element.closest('details');
  if (element === fold) return element.querySelector('summary').click();
  if (fold && !element.matches('summary')) fold.open = true;
  if (!isField(element)) return element.click();
  element.focus();
  if (element.select) element.select();
}

function words(element) {
  const said = element.dataset.keyLabel || element.getAttribute('aria-label');
  if (said) return said;
  const source = (element.labels && element.labels[0]) || element.querySelector('summary') || element;
  const copy = source.cloneNode(true);
  copy.querySelectorAll('kbd').forEach((kbd) => kbd.remove());
  return copy.textContent;
}

let help = null;
function closeHelp() {
  if (!help) return false;
  help.panel.remove();
  if (help.from) help.from.focus({ preventScroll: true });
  help = null;
  return true;
}
function showHelp() {
  if (closeHelp()) return;
  const lines = new Map();
  for (const element of document.querySelectorAll('[data-key]'))
    if (shown(element) && !lines.has(element.dataset.key)) lines.set(element.dataset.key, words(element).trim());
  if (document.querySelector('[data-row]')) lines.set('j k', 'Next, previous order').set('Enter o', 'Open it');
  for (const link of document.querySelectorAll('[data-go]')) lines.set(`g ${link.dataset.go}`, link.textContent.trim());
  lines.set('Esc', 'Close, leave a field').set('?', 'These keys');
  const panel = document.createElement('aside'), title = document.createElement('h2'), list = document.createElement('dl');
  panel.className = 'keys panel';
  panel.tabIndex = 0;  // it may scroll
  panel.setAttribute('aria-labelledby', 'keys-h');
  title.id = 'keys-h';
  title.textContent = 'Keys';
  for (const [keys, said] of lines) {
    const term = document.createElement('dt'), meaning = document.createElement('dd');
    for (const key of keys.split(' ')) term.append(Object.assign(document.createElement('kbd'), { textContent: key }), ' ');
    meaning.textContent = said;
    list.append(term, meaning);
  }
  panel.append(title, list);
  help = { panel, from: document.activeElement };
  document.body.append(panel);
  panel.focus({ preventScroll: true });
}

let going = 0;  // when g was pressed: the next key names a page of the menu
document.addEventListener('keydown', (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === 'Escape') {
    if (closeHelp()) return event.preventDefault();
    if (isField(event.target)) event.target.blur();
    return;
  }
  if (isField(event.target)) return;
  if (going && event.timeStamp - going < 1500) {
    going = 0;
    const place = document.querySelector(`[data-go="${CSS.escape(event.key)}"]`);
    if (place) {
      event.preventDefault();
      return place.click();
    }
  }
  if (event.key === 'g') {
    going = event.timeStamp;
    return;
  }
  if (event.key === '?') {
    event.preventDefault();
    return showHelp();
  }
  const found = holder(event.key);
  if (!found) return;
  event.preventDefault();
  closeHelp();
  press(found);
});

const own = document.querySelector('.menu .own');
if (own) {
  const button = document.createElement('button'), key = document.createElement('kbd');
  button.type = 'button';
  button.className = 'help';
  key.textContent = '?';
  button.append('Keys ', key);
  button.addEventListener('click', showHelp);
  own.append(button);
}

whenShown((root) => {
  for (const element of root.querySelectorAll('[data-key]')) element.setAttribute('aria-keyshortcuts', element.dataset.key);
});
