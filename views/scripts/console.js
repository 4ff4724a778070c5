// The staff console. Every page is whole without it; each part looks for what it works on.
import './console/frame.js';
import './console/phone.js';
import './console/keys.js';
import './console/live.js';
import './console/list.js';
import './console/new_order.js';
import './console/order.js';
import './console/link_panel.js';
import './console/quote_editor.js';
import './console/settings.js';
