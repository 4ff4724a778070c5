// The staff console. Every page is whole without it; each part looks for what it works on.
import './console/phone.js';
