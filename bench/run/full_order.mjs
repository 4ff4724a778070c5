// The order whose page is asked for most: all that a repair in work has, decided, paid in part and talked about. Answers the
// path of its link.
export async function makeFullOrder(call, location) {
  const number = 'FULL-1';
  const { link } = await call('POST', '/orders', {
    number, location,
    customer: { name: 'Cleo Marsh', locale: 'en' },
    devices: [{ kind: 'Phone', brand: 'Meridian', model: 'M7', serial: 'SN12345678', problem: 'Cracked screen; the battery lasts for an hour.' }],
    promised_at: '2035-06-01T16:00:00Z',
  });
  const order = `/orders/${number}`;
  await call('POST', `${order}/stage`, { stage: 'received', note: 'Arrived in its case, no SIM card.', public: true });
  await call('POST', `${order}/quotes`, {
    currency: 'GBP', deposit: 5000, valid_until: '2035-07-01',
    lines: [
      { description: 'Screen, genuine part', unit_price: 8999, tax_bp: 2000 },
      { description: 'Fitting and test', unit_price: 1599, tax_bp: 2000 },
      { description: 'New battery', unit_price: 3900, tax_bp: 2000 },
      { description: 'Cleaning', unit_price: 900, tax_bp: 2000 },
    ],
  });
  await call('POST', `${order}/quotes/1/decision`, { decision: 'approve', method: 'phone', reference: 'at noon', name: 'Cleo Marsh' });
  await call('POST', `${order}/payments`, { kind: 'deposit', amount: { amount: 5000, currency: 'GBP' }, method: 'card' });
  await call('POST', `${order}/stage`, { stage: 'in_progress' });
  await call('POST', `${order}/documents`, { purpose: 'terms', title: 'Repair terms', body: 'We repair with care.\n\n- Save your data first.\n' });
  for (const text of ['Your phone is on the bench.', 'The new screen has come and fits.', 'We found dust in the speaker and cleaned it.'])
    await call('POST', `${order}/messages`, { text, name: 'Sam at the bench' });
  return new URL(link.url).pathname;
}
