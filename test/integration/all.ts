// The list of what runs inside VS Code: each new test file stands here.

import './host.test.js';
import './extension.test.js';
import './documents.test.js';
import './sessions.test.js';
import './links.test.js';
