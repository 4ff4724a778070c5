(function () {
  'use strict';
  var d = document, lang = d.documentElement.lang.replace(/^en$/, 'en-GB') + '-u-nu-latn', all = function (s) { return [].slice.call(d.querySelectorAll(s)); };
  // "3 hours ago" beside a moment: the server's words stay absolute so that a kept page never lies.
  var units = [['year', 31536e6], ['month', 2592e6], ['week', 6048e5], ['day', 864e5], ['hour', 36e5], ['minute', 6e4]];
  if (window.Intl && Intl.RelativeTimeFormat) {
    var relative = new Intl.RelativeTimeFormat(lang, { numeric: 'auto' });
    all('time.ago').forEach(function (t) {
      var away = Date.parse(t.getAttribute('datetime')) - Date.now();
      for (var i = 0; i < units.length; i++) {
        if (Math.abs(away) < units[i][1] && i < units.length - 1) continue;
        var said = d.createElement('span');
        said.className = 'rel';
        said.textContent = ' (' + relative.format(Math.round(away / units[i][1]), units[i][0]) + ')';
        t.parentNode.insertBefore(said, t.nextSibling);
        break;
      }
    });
  }
  var stamp = d.getElementById('stamp');
  if (stamp) {
    var now = new Date().toLocaleTimeString(lang, { hour: '2-digit', minute: '2-digit' });
    stamp.textContent = stamp.getAttribute('data-text').replace('{time}', now);
    stamp.hidden = false;
  }
  // A link to a section that is folded opens it; paper shows everything.
  var open = function (details) { details.forEach(function (x) { x.open = true; }); };
  var follow = function () {
    var target = location.hash.length > 1 && d.getElementById(location.hash.slice(1));
    if (target) open([].slice.call(target.querySelectorAll('details')));
  };
  window.addEventListener('hashchange', follow);
  window.addEventListener('beforeprint', function () { open(all('details')); });
  follow();
})();
