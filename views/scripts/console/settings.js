// The shop's settings: the section that is open stands in view among the others, and a colour is shown as it is typed,
// made readable by the server as on customers' pages.
import { fetchPage } from './swap.js';

document.querySelector('nav[aria-label=Settings] [aria-current]')?.scrollIntoView({ inline: 'center', block: 'nearest' });

const shown = document.querySelector('[data-colour-preview]');
const typed = document.getElementById('colour');

if (shown && typed) {
  typed.addEventListener('input', async () => {
    const wanted = typed.value;
    const made = await fetchPage(`/staff/settings/colour?of=${encodeURIComponent(wanted)}`);
    if (made && made.status === 200 && typed.value === wanted) shown.replaceChildren(...made.page.body.childNodes);
  });
}
