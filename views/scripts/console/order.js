// The page of one order: a key leads to its place, an opened form to its first field.

const first = 'input:not([type=hidden]):not([type=checkbox]), textarea, select';

document.addEventListener('click', (event) => {
  const to = event.target.closest('[data-to]');
  if (to) {
    const place = document.getElementById(to.dataset.to);
    if (!place) return;
    event.preventDefault();
    place.focus();
    return;
  }
  if (event.target.closest('[data-print]')) window.print();
  const summary = event.target.closest('.order summary');
  if (!summary) return;
  // The fold opens after this.
  requestAnimationFrame(() => {
    const fold = summary.parentElement, form = fold.open && fold.querySelector('form, .field');
    const field = form && fold.querySelector(first);
    if (field) field.focus({ preventScroll: true });
    if (field) fold.scrollIntoView({ block: 'nearest' });
  });
});

for (const button of document.querySelectorAll('[data-print]')) button.hidden = false;
