// Owns the list of what runs inside VS Code: each new test file stands here.

import './host.test.js';
import './extension.test.js';
