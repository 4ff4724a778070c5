// Pages of this server, fetched and put where older ones stand, without taking anything from under a person's hands.
import morphdom from 'morphdom';
import { showed } from './shown.js';

const policy = window.trustedTypes && trustedTypes.createPolicy('claimcheck', { createHTML: (html) => html });

export const parse = (html) => new DOMParser().parseFromString(policy ? policy.createHTML(html) : html, 'text/html');

// A page as a document with the address it came from in the end; null when it is none of the console's or there is no
// answer. Who is not signed in any more is taken there.
export async function fetchPage(address, options = {}) {
  const answer = await fetch(address, { headers: { accept: 'text/html' }, ...options }).catch(() => null);
  if (!answer || !(answer.headers.get('content-type') || '').startsWith('text/html')) return null;
  if (new URL(answer.url).pathname.startsWith('/staff/sign-in')) {
    location.assign(answer.url);
    return null;
  }
  return { page: parse(await answer.text()), url: answer.url, status: answer.status };
}

function changed(field) {
  if (field.type === 'hidden' || !(field.options || 'defaultValue' in field)) return false;
  if (field.type === 'checkbox' || field.type === 'radio') return field.checked !== field.defaultChecked;
  if (field.options) {
    const usual = [...field.options].findIndex((option) => option.defaultSelected);
    return field.selectedIndex !== Math.max(usual, 0);
  }
  return field.value !== field.defaultValue;
}
const typing = (element) => element && element.matches('input:not([type=checkbox]):not([type=radio]), select, textarea');

// Somebody is at this form, or has left something in it.
export function busy(form) {
  const active = document.activeElement;
  return form.hasAttribute('data-dirty') || (form.contains(active) && typing(active)) || [...form.elements].some(changed);
}

// Makes `old` what `fresh` is: what is equal stays the same element, so that focus, scroll and folds stay. Forms that
// somebody is at and what bears data-keep stay as they are.
export function morph(old, fresh) {
  const active = document.activeElement;
  morphdom(old, fresh, {
    onBeforeElUpdated(from, to) {
      if (from.hasAttribute('data-keep') || from.isEqualNode(to)) return false;
      if (from.tagName === 'FORM' && busy(from)) return false;
      if (from.tagName === 'DETAILS') to.open = from.open;
      return true;
    },
    onBeforeNodeDiscarded: (node) => !(node.tagName === 'FORM' && busy(node)),
  });
  if (document.activeElement !== active && active.id) {
    const again = document.getElementById(active.id);
    if (again) again.focus({ preventScroll: true });
  }
  showed(old);
}
