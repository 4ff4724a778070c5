// A new order: a customer who was here before is recognised while their name, number or address is typed.
const form = document.getElementById('new-order');
const fields = form && ['name', 'phone', 'email'].map((name) => form.elements[name]);

if (form) {
  const found = form.querySelector('[data-known]'), said = form.querySelector('[data-known-said]');
  let asked = 0, timer = 0;
  if (!document.getElementById('faults')) document.getElementById(form.dataset.first).focus();

  const use = (customer) => {
    for (const field of fields) field.value = customer[field.name] || '';
    found.replaceChildren();
    said.textContent = `${customer.name} was filled in`;
    form.querySelector('[name="kind-1"]').focus();
  };
  const offer = (customers) => {
    found.replaceChildren(...customers.map((customer) => {
      const item = document.createElement('li'), button = document.createElement('button');
      const who = document.createElement('strong'), contact = document.createElement('span');
      button.type = 'button';
      who.textContent = customer.name || 'No name';
      contact.textContent = [customer.phone, customer.email, customer.orders === 1 ? '1 order' : `${customer.orders} orders`]
        .filter(Boolean).join(' · ');
      button.append(who, ' ', contact);
      button.addEventListener('click', () => use(customer));
      item.append(button);
      return item;
    }));
    said.textContent = customers.length ? `${customers.length} known, arrow down to choose` : '';
  };
  const ask = async (text) => {
    const mine = ++asked;
    if (text.trim().length < 3) return offer([]);
    const answer = await fetch(`/staff/customers?q=${encodeURIComponent(text)}`, { headers: { accept: 'application/json' } })
      .catch(() => null);
    const customers = answer && answer.ok ? (await answer.json()).items : [];
    return mine === asked ? offer(customers) : null;
  };

  for (const field of fields) {
    field.addEventListener('input', () => {
      clearTimeout(timer);
      timer = setTimeout(() => ask(field.value), 150);
    });
  }
  form.addEventListener('keydown', (event) => {
    const buttons = [...found.querySelectorAll('button')], at = buttons.indexOf(document.activeElement);
    if (!buttons.length || !(fields.includes(event.target) || at >= 0)) return;
    if (event.key === 'ArrowDown') (buttons[at + 1] || buttons[0]).focus();
    else if (event.key === 'ArrowUp' && at >= 0) (buttons[at - 1] || fields[0]).focus();
    else if (event.key === 'Escape') { offer([]); if (at >= 0) fields[0].focus(); }
    else return;
    event.preventDefault();
  });

  // With Ctrl or Command, Enter creates the order from anywhere in the form.
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit(form.querySelector('[data-create]'));
  });
}
