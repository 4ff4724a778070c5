// The page that reads a collection code with the camera, by the browser's own decoder or else by jsQR. Without a camera
// one types the code.
import jsQR from 'jsqr';

const form = document.getElementById('scan'), box = document.getElementById('camera');
const field = form && form.elements.code;

// What a collection page shows, or the address of an order's label.
const isCode = (text) => /^\s*[0-9a-z]{4}-?[0-9a-z]{4}\s*$/i.test(text) || /\/t\/[0-9a-z]{31}$/i.test(text);

function reader(video) {
  const canvas = document.createElement('canvas'), pixels = canvas.getContext('2d', { willReadFrequently: true });
  const native = window.BarcodeDetector && new window.BarcodeDetector({ formats: ['qr_code'] });
  let broken = !native;
  return async () => {
    if (!broken) {
      try {
        const [seen] = await native.detect(video);
        return seen ? seen.rawValue : null;
      } catch (fault) {
        broken = true;  // offered, and not there on this system
      }
    }
    const scale = Math.min(1, 800 / video.videoWidth);
    canvas.width = Math.round(video.videoWidth * scale);
    canvas.height = Math.round(video.videoHeight * scale);
    pixels.drawImage(video, 0, 0, canvas.width, canvas.height);
    const seen = jsQR(pixels.getImageData(0, 0, canvas.width, canvas.height).data, canvas.width, canvas.height);
    return seen ? seen.data : null;
  };
}

// The code that was read last: it is still before the camera when its page has gone by, and must not be sent again.
const last = {
  get: () => sessionStorage.getItem('claimcheck.scanned'),
  set: (text) => sessionStorage.setItem('claimcheck.scanned', text),
};

async function watch() {
  const video = box.querySelector('video'), said = box.querySelector('[data-said]');
  const say = (text) => { if (said.textContent !== text) said.textContent = text; };
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' }, audio: false });
  } catch (fault) {
    return say('The camera is not available here. Type the code instead.');
  }
  const stop = () => stream.getTracks().forEach((track) => track.stop());
  window.addEventListener('pagehide', stop);
  video.srcObject = stream;
  video.hidden = false;
  await video.play();
  say('Hold the code in front of the camera.');
  const read = reader(video);
  const look = async () => {
    const text = video.videoWidth && !document.hidden ? await read() : null;
    if (text && text === last.get()) {
      say('This code has just been read.');
    } else if (text && isCode(text)) {
      stop();
      last.set(text);
      field.value = text.trim();
      say('Code read.');
      return form.requestSubmit();
    } else if (text) {
      say('This is not a collection code.');
    }
    setTimeout(look, 120);
    return null;
  };
  return look();
}

if (box) {
  const start = box.querySelector('button');
  const begin = () => { start.hidden = true; watch(); };
  if (navigator.mediaDevices && navigator.mediaDevices.getUserMedia) {
    box.hidden = false;
    start.addEventListener('click', () => {
      last.set('');  // they want it read again
      begin();
    });
    // Who has allowed it before need not press again.
    if (navigator.permissions)
      navigator.permissions.query({ name: 'camera' }).then((is) => { if (is.state === 'granted') begin(); }, () => {});
  }
}
