/** Owns the list of what is drawn. Loaded after activation, with the first thing to draw. */
import * as vscode from 'vscode';
import { speak } from './views/time.js';

export { toastNow } from './views/delivered.js';
export { deliveryBadge, deliveryRows } from './views/deliveries.js';
export { nowRows } from './views/now.js';
export { quietPicture } from './views/quiet.js';
export { statusLine } from './views/statusLine.js';
export { teamRows } from './views/team.js';
export { waitingRows } from './views/waiting.js';
export { weekPicture } from './views/week.js';
export { myZoneName } from './views/zones.js';

speak(vscode.env.language);
