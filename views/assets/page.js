(function () {
  'use strict';
  var d = document, main = d.getElementById('main'), stamp = d.getElementById('stamp');
  var lang = d.documentElement.lang.replace(/^en$/, 'en-GB') + '-u-nu-latn';
  var all = function (root, selector) { return [].slice.call(root.querySelectorAll(selector)); };
  var on = function (target, names, act) { names.split(' ').forEach(function (name) { target.addEventListener(name, act, true); }); };

  // "3 hours ago" beside a moment: the server's words stay absolute so that a kept page never lies.
  var units = [['year', 31536e6], ['month', 2592e6], ['week', 6048e5], ['day', 864e5], ['hour', 36e5], ['minute', 6e4]];
  var relative = window.Intl && Intl.RelativeTimeFormat && new Intl.RelativeTimeFormat(lang, { numeric: 'auto' });
  var tellAge = function () {
    if (relative) all(d, 'time.ago').forEach(function (t) {
      var away = Date.parse(t.getAttribute('datetime')) - Date.now();
      var unit = units.filter(function (u) { return Math.abs(away) >= u[1]; })[0] || units[units.length - 1];
      var said = t.nextElementSibling;
      if (!said || said.className !== 'rel') {
        said = d.createElement('span');
        said.className = 'rel';
        t.parentNode.insertBefore(said, t.nextSibling);
      }
      said.textContent = ' (' + relative.format(Math.round(away / unit[1]), unit[0]) + ')';
    });
  };
  var tellTime = function () {
    if (!stamp) return;
    var now = new Date().toLocaleTimeString(lang, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
    stamp.textContent = stamp.getAttribute('data-text').replace('{time}', now);
    stamp.hidden = false;
  };

  // Heard by those who do not see a page change.
  var status = d.createElement('p');
  status.className = 'vh';
  status.setAttribute('role', 'status');
  d.body.appendChild(status);
  var say = function (text) {
    status.textContent = '';
    setTimeout(function () { status.textContent = text || ''; }, 50);
  };

  // A link to a section that is folded opens it; paper shows everything.
  var unfold = function (root) { all(root, 'details').forEach(function (x) { x.open = true; }); };
  var follow = function () {
    var target = location.hash.length > 1 && d.getElementById(location.hash.slice(1));
    if (target) unfold(target);
  };
  on(window, 'hashchange', follow);
  on(window, 'beforeprint', function () { unfold(d); });

  // Buttons that only a script can serve are hidden without one. [data-copy] and [data-share] name the field by its id.
  var field = function (button, name) { return d.getElementById(button.getAttribute(name)); };
  var offer = function (root) {
    all(root, '[data-copy]').forEach(function (b) { b.hidden = false; });
    if (navigator.share) all(root, '[data-share]').forEach(function (b) { b.hidden = false; });
  };
  on(d, 'click', function (event) {
    var button = event.target.closest && event.target.closest('[data-copy],[data-share]');
    if (!button) return;
    if (button.hasAttribute('data-share')) {
      navigator.share({ url: field(button, 'data-share').value }).then(null, function () { /* thought better of it */ });
      return;
    }
    field(button, 'data-copy').select();
    d.execCommand('copy');
    button.focus();
    say(button.getAttribute('data-copied'));
    button.textContent = button.getAttribute('data-copied') || button.textContent;
  });

  // What a person is at must not be taken from under their hands.
  var changed = function (f) {
    if (f.type === 'hidden') return false;
    if (f.type === 'checkbox' || f.type === 'radio') return f.checked !== f.defaultChecked;
    if (f.options) return [].some.call(f.options, function (o) { return o.selected !== o.defaultSelected; });
    return 'defaultValue' in f && f.value !== f.defaultValue;  // a button has none
  };
  var busy = function (section) {
    var active = d.activeElement;
    return all(section, 'form').some(function (form) {
      return form.contains(active) || form.hasAttribute('data-dirty') || [].some.call(form.elements, changed);
    });
  };

  // Sections are told apart by name; each remembers how the server wrote it, to see whether that changed.
  var sections = function (root) {
    var named = {};
    [].forEach.call(root.children, function (s) {
      var name = s.id || s.getAttribute('aria-labelledby') || s.tagName + s.className;
      while (named[name]) name += '+';
      named[name] = s;
    });
    return named;
  };
  var remember = function (section) { section.written = section.cloneNode(true); };
  var like = function (old, root, selector) {
    return all(root, selector).filter(function (x) { return x.textContent === old.textContent; })[0];
  };
  // Folds, and the focus if it is here, go over to the new section.
  var handOver = function (old, fresh) {
    all(old, 'details').forEach(function (x) {
      var summary = x.querySelector('summary'), twin = summary && like(summary, fresh, 'summary');
      if (twin) twin.parentNode.open = x.open;
    });
    var active = d.activeElement;
    if (!old.contains(active)) return null;
    return (active.id && fresh.querySelector('#' + active.id)) || like(active, fresh, active.tagName) || main;
  };
  var waiting = false;  // something changed where a person is busy
  var swap = function (page) {
    var old = sections(main), fresh = sections(page), order = [], focus = null, swapped = false;
    waiting = false;
    Object.keys(fresh).forEach(function (name) {
      var was = old[name], now = fresh[name], same = was && was.written.isEqualNode(now);
      if (was && !same && busy(was)) waiting = same = true;
      if (same) { order.push(was); return; }
      swapped = true;
      now = d.importNode(now, true);
      remember(now);
      if (was) focus = handOver(was, now) || focus;
      order.push(now);
    });
    [].slice.call(main.children).forEach(function (s) {
      if (order.indexOf(s) >= 0) return;
      if (busy(s)) waiting = order.push(s) > 0;
      else swapped = !!main.removeChild(s);
    });
    var at = main.firstElementChild;
    order.forEach(function (s) {
      if (s === at) at = at.nextElementSibling;
      else main.insertBefore(s, at);
    });
    if (focus) focus.focus({ preventScroll: true });
    return swapped;
  };

  // The page is fetched again when the server says that it changed, and what differs is put in its place.
  var policy = window.trustedTypes && trustedTypes.createPolicy('claimcheck', { createHTML: function (html) { return html; } });
  var asking = false, again = false;
  var update = function () {
    again = asking || d.hidden;
    if (again) return;
    asking = true;
    var request = new XMLHttpRequest();
    request.open('GET', location.href.split('#')[0]);
    request.setRequestHeader('Accept', 'text/html');
    request.onloadend = function () {
      asking = false;
      if (request.status === 404 || request.status === 410) return location.reload();
      if (request.status === 200) show(request.responseText);
      if (again) update();
    };
    request.send();
  };
  var show = function (html) {
    var page = new DOMParser().parseFromString(policy ? policy.createHTML(html) : html, 'text/html').getElementById('main');
    if (!page) return;
    if (swap(page)) say(stamp && stamp.getAttribute('data-updated'));
    main.setAttribute('data-version', page.getAttribute('data-version'));
    offer(main);
    tellAge();
    tellTime();
  };

  var address = main && main.getAttribute('data-events'), source = null;
  var listen = function () {
    if (!window.EventSource || source) return;
    source = new EventSource(address + '?seen=' + main.getAttribute('data-version'));
    source.addEventListener('changed', update);
    // Refused for good: the link has ended, which the page itself tells, or too many listen.
    source.onerror = function () { if (source && source.readyState === 2) { source = null; update(); } };
  };
  var leave = function () {
    if (source) source.close();
    source = null;
  };
  if (address) {
    [].forEach.call(main.children, remember);
    listen();
    on(window, 'pagehide', leave);
    on(window, 'pageshow', function (event) { if (event.persisted) { listen(); update(); } });
    on(d, 'visibilitychange', function () {
      if (d.hidden || (source && !again)) return;
      listen();
      update();
    });
    on(d, 'focusout', function () { setTimeout(function () { if (waiting) update(); }); });

    // One view by a person: previews and scanners open pages too, but touch nothing.
    var hands = 'pointerdown keydown wheel touchstart';
    var seen = function (event) {
      if (!event.isTrusted || !hands) return;
      hands = '';
      navigator.sendBeacon && navigator.sendBeacon(address.replace(/events$/, 'seen'));
    };
    on(window, hands, seen);
  }

  // A form that came back says at once what it asks for.
  var faults = d.getElementById('faults');
  if (faults) faults.focus();
  offer(d);
  tellAge();
  setInterval(tellAge, 3e4);
  tellTime();
  follow();
})();
