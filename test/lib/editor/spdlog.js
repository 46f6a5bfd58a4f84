// Stands in for @vscode/spdlog, which needs a compiler: appends VS Code's log lines to the named file, and must never throw.
const fs = require('node:fs');
const path = require('node:path');

exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'critical'];

class Logger {
  constructor(_type, _name, file) {
    this.file = file;
    this.level = 2;
    this.plain = false;
  }
  write(level, message) {
    if (level < this.level || this.dropped) return;
    const head = this.plain ? '' : `${new Date().toISOString().replace('T', ' ').slice(0, -1)} [${levels[level]}] `;
    const end = this.plain ? '' : '\n';
    try {
      fs.appendFileSync(this.file, head + message + end);
    } catch {}
  }
  getLevel() {
    return this.level;
  }
  setLevel(level) {
    this.level = level;
  }
  clearFormatters() {
    this.plain = true;
  }
  setPattern() {}
  flush() {}
  drop() {
    this.dropped = true;
  }
}
levels.forEach((name, level) => {
  Logger.prototype[name] = function (message) {
    this.write(level, message);
  };
});
exports.Logger = Logger;

async function createLogger(_name, file) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  return new Logger('rotating', _name, file);
}
exports.createRotatingLogger = createLogger;
exports.createAsyncRotatingLogger = createLogger;
