// Owns the list of what is driven end to end: each new test file stands here.

import './workbench.test.js';
