// Tells from inside the extension host, into the file MAKERTIME_PROBE names, which scripts it has read and VS Code's own marks of time.
const { writeFileSync } = require('node:fs');
const { Session } = require('node:inspector');
const process = require('node:process');
const vscode = require('vscode');

exports.activate = (context) => {
  context.subscriptions.push(
    vscode.commands.registerCommand('benchProbe.tell', () => {
      // They are made with a clock that may be set to another time.
      const ahead = Date.now() - performance.timeOrigin - performance.now();
      const marks = globalThis.MonacoPerformanceMarks.getMarks().map(({ name, startTime }) => ({
        name,
        at: startTime - ahead,
      }));
      writeFileSync(process.env.MAKERTIME_PROBE, JSON.stringify({ scripts: scripts(), marks }));
    }),
  );
};

/** Addresses of all that has been read to be run, whichever way it was loaded. */
function scripts() {
  const session = new Session();
  session.connect();
  const found = [];
  session.on('Debugger.scriptParsed', ({ params }) => found.push(params.url));
  session.post('Debugger.enable'); // answers with those that have been read before, at once
  session.post('Debugger.disable');
  session.disconnect();
  return found;
}
