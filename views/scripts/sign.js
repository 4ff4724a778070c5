// Signing by hand, on the page that signs. Without this one types the name, so nothing depends on it.
import SignaturePad from 'signature_pad';

var form = document.getElementById('sign'), box = document.getElementById('pad');
if (form && box && window.CanvasRenderingContext2D) start();

function start() {
  var canvas = box.querySelector('canvas'), kept = form.elements.strokes;
  var methods = [].slice.call(form.querySelectorAll('input[name=method]'));
  // In units of the pad, of which it is 1,000 wide; more strokes and points the server would not take.
  var units = 1000, mostStrokes = 200, mostPoints = 8000, longest = 600000;
  var drawing = read(kept.value);
  var shape = drawing ? drawing.height / drawing.width : canvas.height / canvas.width;
  var pad = new SignaturePad(canvas, { minWidth: 0.8, maxWidth: 2.8, minDistance: 3 });
  var width = 0, density = 0;  // in CSS pixels, and device pixels in each
  var fault = document.getElementById('strokes-fault');

  function read(text) {
    try {
      var held = JSON.parse(text);
      return held.width > 0 && held.height > 0 && held.strokes.length ? held : null;
    } catch (none) {
      return null;
    }
  }

  // What was drawn before a refused post, in pixels of the pad as it is now, as if its last point were drawn just now.
  function restored() {
    var last = drawing.strokes[drawing.strokes.length - 1], end = last[last.length - 1][2], now = Date.now();
    var scale = width / drawing.width;
    return drawing.strokes.map(function (points) {
      return {
        minWidth: pad.minWidth, maxWidth: pad.maxWidth, dotSize: 0, velocityFilterWeight: pad.velocityFilterWeight,
        compositeOperation: 'source-over', penColor: pad.penColor,
        points: points.map(function (p) { return { x: p[0] * scale, y: p[1] * scale, time: now - end + p[2], pressure: 0.5 }; })
      };
    });
  }

  // Turning the phone or zooming gives the canvas another size, which empties it.
  function fit() {
    var ratio = window.devicePixelRatio || 1, now = canvas.clientWidth;
    if (!now || (now === width && ratio === density)) return;
    var strokes = pad.toData(), scale = width ? now / width : 1;
    strokes.forEach(function (stroke) {
      stroke.points.forEach(function (p) { p.x *= scale; p.y *= scale; });
    });
    width = now;
    density = ratio;
    canvas.style.height = width * shape + canvas.offsetHeight - canvas.clientHeight + 'px';
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(width * shape * ratio);
    canvas.getContext('2d').scale(ratio, ratio);
    if (drawing) strokes = restored();
    drawing = null;
    draw(strokes);
    // A stroke that was under way has ended.
    pad.off();
    pad.on();
  }

  function draw(strokes) {
    pad.penColor = getComputedStyle(canvas).color;
    strokes.forEach(function (stroke) { stroke.penColor = pad.penColor; });
    pad.fromData(strokes);
  }

  function within(value, most) { return Math.max(0, Math.min(most, Math.round(value))); }

  // [[[x, y, t], …], …], with no more points than the server takes.
  function strokes() {
    var data = pad.toData(), scale = units / width, height = Math.round(units * shape), points = 0, last = 0;
    data.forEach(function (stroke) { points += stroke.points.length; });
    // Each stroke keeps its last point too, and rounds up.
    var step = points > mostPoints ? Math.ceil(points / (mostPoints - 2 * mostStrokes)) : 1;
    return data.map(function (stroke) {
      return stroke.points.filter(function (p, i) {
        return i % step === 0 || i === stroke.points.length - 1;
      }).map(function (p) {
        last = Math.max(last, within(p.time - data[0].points[0].time, longest));
        return [within(p.x * scale, units), within(p.y * scale, height), last];
      });
    });
  }

  // Fewer than three points, or all on one spot, are a slip of the hand.
  function drawn() {
    var points = [].concat.apply([], strokes());
    return points.length > 2 && points.some(function (p) { return p[0] !== points[0][0] || p[1] !== points[0][1]; });
  }

  function keep() {
    if (!width) return;
    var all = strokes();
    kept.value = all.length ? JSON.stringify({ width: units, height: Math.round(units * shape), strokes: all }) : '';
    fault.textContent = '';
    form.setAttribute('data-dirty', '');
  }

  function chosen() { return methods.filter(function (m) { return m.checked; }).map(function (m) { return m.value; })[0]; }

  function show() {
    box.hidden = chosen() === 'typed';
    fit();
  }

  pad.addEventListener('endStroke', function () {
    var data = pad.toData();
    if (data.length > mostStrokes) draw(data.slice(0, mostStrokes));
    keep();
  });
  box.addEventListener('click', function (event) {
    var name = event.target.getAttribute('data-pad');
    if (name === 'undo') draw(pad.toData().slice(0, -1));
    if (name === 'clear') pad.clear();
    if (name) keep();
  });
  form.addEventListener('change', show);
  form.addEventListener('submit', function (event) {
    if (chosen() === 'typed' || drawn()) return;
    event.preventDefault();
    fault.setAttribute('role', 'alert');
    fault.textContent = box.getAttribute('data-empty');
    box.scrollIntoView({ block: 'center' });
  });
  window.addEventListener('resize', fit);
  if (window.ResizeObserver) new ResizeObserver(fit).observe(canvas);
  var dark = window.matchMedia && matchMedia('(prefers-color-scheme: dark)');
  if (dark && dark.addEventListener) dark.addEventListener('change', function () { draw(pad.toData()); });

  // Drawing is what most people want, unless they have chosen otherwise on a page that came back.
  if (!document.querySelector('main [role=alert]'))
    methods.forEach(function (m) { if (m.value === 'drawn') m.checked = true; });
  show();
}
