// The staff console. Every page is whole without it; each part looks for what it works on.
import './console/frame.js';
import './console/phone.js';
