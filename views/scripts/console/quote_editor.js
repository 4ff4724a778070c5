// Running sums of the quote that is being written; the server's word is final. A blank line is always at the end.
import { whenShown } from './shown.js';

const mostLines = 24;

const parse = (text, decimals) => {
  const match = /^(-?)(\d+)(?:[.,](\d+))?$/.exec(text.replace(/\s/g, ''));
  if (!match || (match[3] || '').length > decimals) return null;
  return Number(`${match[1]}${match[2]}${(match[3] || '').padEnd(decimals, '0')}`);
};
const awayFromZero = (value) => Math.sign(value) * Math.round(Math.abs(value));
const halfUp = (value) => Math.floor(value + 0.5);

function amounts(line, exponent, included) {
  const value = (name) => line.querySelector(`[name="line_${name}[]"]`).value;
  const price = parse(value('price'), exponent), quantity = parse(value('quantity'), 3), rate = Number(value('tax'));
  if (price === null || quantity === null || quantity <= 0) return null;
  const product = awayFromZero((price * quantity) / 1000);
  const tax = halfUp((product * rate) / (included ? 10000 + rate : 10000));
  return { net: included ? product - tax : product, tax, kind: value('kind'), group: value('group').trim() };
}

function count(editor) {
  const { exponent, currency } = editor.dataset, included = editor.closest('form').querySelector('#quote_tax_included').checked;
  const money = new Intl.NumberFormat('en-GB', { style: 'currency', currency });
  const said = (minor) => money.format(minor / 10 ** Number(exponent));
  const sums = { net: 0, tax: 0 }, groups = new Set();
  for (const line of editor.querySelectorAll('[data-line]')) {
    const sum = amounts(line, Number(exponent), included);
    line.querySelector('[data-sum]').textContent = sum ? said(included ? sum.net + sum.tax : sum.net) : '';
    if (!sum || sum.kind === 'optional' || (sum.kind === 'choice' && groups.has(sum.group))) continue;
    if (sum.kind === 'choice') groups.add(sum.group);
    sums.net += sum.net;
    sums.tax += sum.tax;
  }
  editor.querySelector('[data-totals]').textContent =
    `Before tax ${said(sums.net)} · Tax ${said(sums.tax)} · Total ${said(sums.net + sums.tax)}`;
}

// Each field of a line bears the line's place in its id, which labels and faults refer to.
function addLine(body) {
  const lines = body.querySelectorAll('[data-line]'), last = lines[lines.length - 1];
  if (lines.length >= mostLines || !last.querySelector('[name="line_description[]"]').value) return;
  const fresh = last.cloneNode(true), place = lines.length;
  for (const label of fresh.querySelectorAll('label')) {
    label.htmlFor = label.htmlFor.replace(/\d+/, place);
    label.textContent = label.textContent.replace(/\d+$/, place + 1);
  }
  for (const fault of fresh.querySelectorAll('.fault')) fault.remove();
  for (const field of fresh.querySelectorAll('input, select')) {
    field.id = field.id.replace(/\d+/, place);
    field.removeAttribute('aria-invalid');
    field.removeAttribute('aria-describedby');
    if (field.name === 'line_quantity[]') field.value = '1';
    else if (field.name === 'line_tax[]') field.value = last.querySelector('[name="line_tax[]"]').value;
    else if (field.name === 'line_kind[]') field.value = 'required';
    else field.value = '';
  }
  body.append(fresh);
}

// Enter goes to the next line, as in a till.
function nextLine(event, editor) {
  if (event.key !== 'Enter' || !event.target.closest('[data-line]')) return;
  event.preventDefault();
  const lines = [...editor.querySelectorAll('[data-line]')];
  const next = lines[lines.indexOf(event.target.closest('[data-line]')) + 1];
  if (next) next.querySelector('input').focus();
}

function start(editor) {
  if (editor.dataset.counts) return;
  editor.dataset.counts = 'yes';
  const form = editor.closest('form');
  form.addEventListener('input', () => {
    addLine(editor.querySelector('tbody'));
    count(editor);
  });
  editor.addEventListener('keydown', (event) => nextLine(event, editor));
  count(editor);
}

whenShown((root) => root.querySelectorAll('#quote-lines').forEach(start));
