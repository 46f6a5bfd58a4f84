// The list of what is driven end to end: each new test file stands here.

import './workbench.test.js';
import './firstRun.test.js';
import './blockers.test.js';
import './threads.test.js';
import './capture.test.js';
import './weather.test.js';
import './hostile.test.js';
import './hostileServer.test.js';
import './signIn.test.js';
import './team.test.js';
import './overlap.test.js';
import './focus.test.js';
import './stuck.test.js';
import './park.test.js';
import './writeUp.test.js';
import './accessibility.test.js';
import './keyboard.test.js';
import './leastPower.test.js';
import './parts.test.js';
