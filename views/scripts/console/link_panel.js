// The customer's link in one click: copied, or opened with its words in WhatsApp, messages or mail.
import { copy } from './copy.js';
import { post, toast } from './frame.js';
import { smsSize } from './sms_size.js';

const openers = { whatsapp: 'Open WhatsApp', sms: 'Open messages', email: 'Open mail' };
let asking = false;

const make = (tag, properties, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

// Where the words are ready to be sent, as they stand in the box now.
function target(shared, text) {
  const to = shared.href.split('?')[0];
  if (shared.channel === 'whatsapp') return `${to}?text=${encodeURIComponent(text)}`;
  if (shared.channel === 'sms') return `${to}?body=${encodeURIComponent(text)}`;
  const lines = encodeURIComponent(text.replace(/\r?\n/g, '\r\n'));
  return `${to}?subject=${encodeURIComponent(shared.subject || '')}&body=${lines}`;
}

function cost(text) {
  const { gsm, units, segments, room } = smsSize(text);
  const kind = gsm ? 'plain letters' : 'special signs, so twice the cost';
  return `${segments} SMS · ${units} signs, ${room} left · ${kind}`;
}

function copyButton(said, value) {
  const button = make('button', { type: 'button', className: 'plain', textContent: said });
  button.addEventListener('click', () => copy(Promise.resolve(value())).then(() => toast('Copied.'), () => {}));
  return button;
}

// The words, to be changed before they go, and what they cost.
function words(shared) {
  const text = make('textarea', { id: 'shared-text', rows: 4, value: shared.text });
  const open = make('a', { className: 'button', id: 'shared-open', textContent: openers[shared.channel] });
  if (shared.channel === 'whatsapp') Object.assign(open, { target: '_blank', rel: 'noopener noreferrer' });
  const counter = make('p', { className: 'hint', id: 'shared-cost' });
  const update = () => {
    open.href = target(shared, text.value);
    counter.textContent = shared.channel === 'sms' ? cost(text.value) : '';
  };
  text.addEventListener('input', update);
  update();
  const label = make('label', { htmlFor: 'shared-text', textContent: 'Text' });
  return [make('div', { className: 'field' }, label, text, counter),
    make('div', { className: 'actions' }, open, copyButton('Copy text', () => text.value))];
}

function show(box, shared, said) {
  const url = make('input', { id: 'shared-url', type: 'text', readOnly: true, value: shared.url });
  const label = make('label', { htmlFor: 'shared-url', textContent: 'Address' });
  box.replaceChildren(make('p', { className: 'shared-said', textContent: said }), make('div', { className: 'field' }, label, url),
    ...(shared.href ? words(shared) : []));
  box.hidden = false;
  return url;
}

async function answered(request) {
  const answer = await request;
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(body.detail || 'That did not work. Reload the page and try again.');
  return body;
}

async function share(form, channel, box) {
  const fields = Object.fromEntries(new FormData(form));
  const request = answered(post(new URL(form.action).pathname, { ...fields, channel }));
  if (channel !== 'copy') {
    const shared = await request;
    show(box, shared, 'Ready to be sent. You may change the words first.');
    document.getElementById('shared-open').click();
    return;
  }
  const copied = copy(request.then((shared) => shared.url)).then(() => true, () => false);
  const shared = await request;
  const done = await copied;
  const url = show(box, shared, done ? 'Copied.' : 'This browser does not let us copy. Press Ctrl C.');
  if (done) toast('Link copied.');
  else url.select();
}

document.addEventListener('submit', (event) => {
  const form = event.target, panel = form.closest('[data-share]');
  if (!panel || !event.submitter) return;
  event.preventDefault();
  if (asking) return;
  asking = true;
  const box = panel.querySelector('#shared');
  share(form, event.submitter.value, box)
    .catch((fault) => {
      box.replaceChildren(make('p', { className: 'fault', role: 'alert', textContent: fault.message }));
      box.hidden = false;
    })
    .finally(() => { asking = false; });
}, true);
