// The customer's page as template literals, with the marks that claimcheck's has.

const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const needsEscape = /[&<>"']/;
const text = (value) => {
  const raw = String(value ?? '');
  return needsEscape.test(raw) ? raw.replace(/[&<>"']/g, (sign) => entities[sign]) : raw;
};

const zone = 'Europe/London';
const short = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZone: zone, timeZoneName: 'short' });
const long = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZone: zone, timeZoneName: 'short' });
const pounds = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'GBP' });
const money = (minor) => pounds.format(minor / 100);
const time = (at, kind = 'ago') => `<time class="${kind}" datetime="${at}">${short.format(new Date(at))}</time>`;
const byName = { created: 'Order created', received: 'Received', in_progress: 'In progress', ready: 'Ready to collect', collected: 'Collected' };
const byState = { done: 'done', current: 'now', upcoming: 'to come' };
const headline = { received: 'We have received your', in_progress: 'Your', ready: 'Your' };
const closing = { received: '', in_progress: ' is being repaired', ready: ' is ready to collect' };
const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const languages = [['de', 'Deutsch'], ['es', 'Español'], ['fr', 'Français'], ['it', 'Italiano'], ['nl', 'Nederlands'], ['pl', 'Polski'], ['ar', 'العربية']];
const hash = 'b79ee6f7eb2ad1a30aea689e79a54bc9b6b8407371fb493261e7b710317bb223';

const step = ({ step: name, state, entered }) =>
  `<li class="${state}"><b>${byName[name]}</b> <span class="word">${byState[state]}</span>${entered ? `<br>${time(entered)}` : ''}</li>`;

const note = ({ text: words, said }) => `<li><p dir="auto">${text(words)}</p>${time(said)}</li>`;

const line = ({ description, quantity, unit_price: price, tax_bp: tax, net }) =>
  `<tr><th scope="row"><bdi>${text(description)}</bdi><br><small>${text(quantity)} × ${money(price)} · ${tax / 100}% tax</small></th><td>${money(net)}</td></tr>`;

const quote = (order, at) => `<section id="quote" aria-labelledby="quote-h" class="card">
<h2 id="quote-h">Quote</h2>
<details><summary><span class="yes">Approved on ${short.format(new Date(order.quote.decided_at))}</span> <span class="quiet">${money(order.quote.gross)}</span></summary>
<table class="money"><caption class="vh">Lines of the quote</caption>
<thead><tr><th scope="col">Item</th><th scope="col">Price before tax</th></tr></thead>
<tbody>
${order.lines.map(line).join('\n')}
</tbody>
<tfoot>
<tr><th scope="row">Before tax</th><td>${money(order.quote.net)}</td></tr>
<tr><th scope="row">Tax</th><td>${money(order.quote.tax)}</td></tr>
<tr class="total"><th scope="row">Total</th><td>${money(order.quote.gross)}</td></tr>
</tfoot>
</table>
</details>
<dl class="facts">
<div><dt>Reference</dt><dd><bdi>${text(order.number)}/1</bdi></dd></div>
<div><dt>By</dt><dd><bdi>${text(masked(order.customer))}</bdi></dd></div>
<div><dt>When</dt><dd>${time(order.quote.decided_at, 'at')}</dd></div>
<div><dt>How</dt><dd>Answered by telephone</dd></div>
</dl>
<p>What happens next: the shop does what you approved, and this page shows each step.</p>
<ul class="copies">
<li><a href="${at}/receipt.pdf?lang=en">Receipt (PDF)</a></li>
<li><a href="${at}/quotes/1.pdf?lang=en">Quote (PDF)</a></li>
<li><a href="${at}/certificate.pdf?lang=en">Certificate (PDF)</a></li>
<li><a href="${at}/receipt.json?lang=en">Signed receipt (JSON)</a></li>
</ul>
</section>`;

const document = (at) => ({ id, title, signed }) => `<li><h3><bdi>${text(title)}</bdi></h3>
<p class="quiet">Terms</p>
<p class="state">${signed ? 'Signed' : 'Waiting for your signature'}</p>
<p><a href="${at}/documents/${text(id)}?lang=en">Read and sign <span class="vh"><bdi>${text(title)}</bdi></span></a></p>
</li>`;

const payment = ({ kind, amount, method, received }) =>
  `<tr><th scope="row">${kind === 'deposit' ? 'Deposit' : 'Payment'}<bdi> · ${text(method)}</bdi><br><small>${time(received, 'at')}</small></th><td>${money(amount)}</td></tr>`;

const message = (shop) => ({ text: words, sent }) => `<li class="theirs"><p class="quiet"><b><bdi>${text(shop)}</bdi></b> ${time(sent)}</p>
<p class="words" dir="auto">${text(words)}</p>
</li>`;

const masked = (name) => {
  const [first, last = ''] = name.split(' ');
  return last ? `${first} ${last[0]}.` : first;
};

export function page(order, code) {
  const at = `/t/${code}`;
  const paid = order.payments.reduce((sum, { amount }) => sum + amount, 0);
  const shop = text(order.shop_name);
  const things = `${text(order.brand)} ${text(order.kind.toLowerCase())}`;
  const today = (new Date().getDay() + 6) % 7;
  return `<!DOCTYPE html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<title>Your order at ${shop}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow, noarchive, nosnippet">
<meta name="color-scheme" content="light dark">
<meta property="og:type" content="website">
<meta property="og:title" content="${shop}">
<meta property="og:description" content="Order status">
<link rel="stylesheet" href="/a/${hash}.css">
<link rel="icon" href="/a/${hash}.svg" type="image/svg+xml">
<script src="/a/${hash}.js" defer></script>
</head>
<body>
<a class="skip" href="#main">Skip to the order</a>
<header class="band"><p class="column"><bdi>${shop}</bdi></p></header>
<main id="main" class="column" tabindex="-1" data-events="${at}/events" data-version="${order.version}.1.1.1">
<div class="hero">
<p class="reference">Order <bdi>${text(order.number)}</bdi></p>
<h1>${headline[order.stage]} ${things}${closing[order.stage]}</h1>
<p class="promise"><span class="label">Promised for</span> <strong><time class="at" datetime="${order.promised_at}">${long.format(new Date(order.promised_at))}</time></strong> </p>
<div class="next">
<p class="what">There is something for you to read and sign.</p>
<p><bdi>${text(order.documents[0]?.title)}</bdi></p>
<p><a class="button" href="${at}/documents/${text(order.documents[0]?.id)}?lang=en">Read and sign</a></p>
</div>
</div>
<section aria-labelledby="steps-h" class="card">
<h2 id="steps-h">Progress</h2>
<ol class="steps">
${order.steps.map(step).join('\n')}
</ol>
</section>
<section aria-labelledby="notes-h" class="card">
<h2 id="notes-h">Notes from the shop</h2>
<ul class="notes">
${order.notes.map(note).join('\n')}
</ul>
</section>
${quote(order, at)}
<section id="documents" aria-labelledby="documents-h" class="card">
<h2 id="documents-h">Documents</h2>
<ul class="plain">
${order.documents.map(document(at)).join('\n')}
</ul>
</section>
<section id="payment" aria-labelledby="payment-h" class="card">
<h2 id="payment-h">Payment</h2>
<dl class="sums">
<div><dt>Due</dt><dd>${money(order.quote.gross)}</dd></div>
<div><dt>Paid</dt><dd>${money(paid)}</dd></div>
<div class="total"><dt>Left to pay</dt><dd>${money(order.quote.gross - paid)}</dd></div>
</dl>
<table class="money"><caption>Payments so far</caption>
<tbody>
${order.payments.map(payment).join('\n')}
</tbody>
</table>
</section>
<section id="messages" aria-labelledby="messages-h" class="card">
<h2 id="messages-h">Messages</h2>
<ol class="thread">
${order.messages.map(message(order.shop_name)).join('\n')}
</ol>
<details><summary>Write to the shop</summary>
<form id="write" method="post" action="${at}/messages?lang=en" enctype="multipart/form-data">
<label for="text">Your message</label>
<textarea id="text" name="text" rows="4" maxlength="4000"></textarea>
<label for="file">Photos or files</label>
<p class="quiet" id="file-hint">Up to ten, each up to 10 MB.</p>
<input type="file" id="file" name="file" aria-describedby="file-hint" multiple>
<p><button type="submit" class="go">Check and send</button></p>
</form>
</details>
</section>
<section id="shop" aria-labelledby="shop-h" class="card">
<h2 id="shop-h"><bdi>${shop}</bdi></h2>
<dl class="ways">
<div><dt>Telephone</dt><dd><a href="tel:${text(order.phone)}"><bdi dir="ltr">${text(order.phone)}</bdi></a></dd></div>
<div><dt>Address</dt><dd>${order.address.split('\n').map((row) => `<bdi>${text(row)}</bdi><br>`).join('')}<a href="https://www.openstreetmap.org/search?query=${encodeURIComponent(order.address.replace('\n', ', '))}" rel="noreferrer">Show on a map</a></dd></div>
</dl>
<details><summary>Opening hours</summary>
<table class="hours"><caption class="vh">Opening hours</caption>
<tbody>
${JSON.parse(order.hours).map((hours, i) => `<tr${i === today ? ' class="today" aria-current="date"' : ''}><th scope="row">${days[i]}</th><td>${text(hours)}</td></tr>`).join('\n')}
</tbody></table>
<p class="quiet">Shop time, GMT</p>
</details>
</section>
<section aria-labelledby="details-h" class="card">
<h2 id="details-h">Your order</h2>
<dl class="facts">
<div><dt>Order</dt><dd><bdi>${text(order.number)}</bdi></dd></div>
<div><dt>Created</dt><dd>${time(order.created_at, 'at')}</dd></div>
<div><dt>For</dt><dd><bdi>${text(masked(order.customer))}</bdi></dd></div>
<div><dt>Device</dt><dd><bdi>${text(order.brand)} ${text(order.model)}</bdi></dd></div>
<div><dt>Serial number</dt><dd><bdi dir="ltr">…${text(order.serial.slice(-4))}</bdi></dd></div>
<div><dt>What you told us</dt><dd><span dir="auto">${text(order.problem)}</span></dd></div>
</dl>
</section>
</main>
<footer class="column">
<p class="stamp" id="stamp" data-text="As of {time}" data-updated="Updated" hidden></p>
<p>Anyone with this link can see this order, so share it with care.</p>
<p><a class="diary" href="${at}/link?lang=en">Who has seen this link, share it, lost phone</a></p>
<nav aria-label="Language"><ul class="languages">${languages.map(([tag, name]) => `<li><a href="?lang=${tag}" lang="${tag}" hreflang="${tag}" rel="nofollow">${name}</a></li>`).join('')}</ul></nav>
</footer>
</body>
</html>
`;
}
