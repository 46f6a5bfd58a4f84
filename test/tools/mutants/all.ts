/** All mutants there are. */
import { disk } from './disk.js';
import { github } from './github.js';
import { host } from './host.js';
import { model } from './model.js';
import { sync } from './sync.js';

export const mutants = [...disk, ...sync, ...github, ...model, ...host];
