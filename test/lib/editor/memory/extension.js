// The scheme `memory:`, whose folders and files live in this process and nowhere else: `memory:/project` has one file.
const vscode = require('vscode');

exports.activate = (context) => {
  const changed = new vscode.EventEmitter();
  const files = new Map([['/project/lamp.ts', Buffer.from('export const candela = 1_200_000;\n')]]);
  const folders = new Set(['/', '/project']);
  const namesIn = (path) => {
    const below = path === '/' ? '/' : `${path}/`;
    const all = [...files.keys(), ...folders].filter((one) => one.startsWith(below) && one !== below);
    return [...new Set(all.map((one) => one.slice(below.length).split('/')[0]))];
  };
  const missing = (uri) => vscode.FileSystemError.FileNotFound(uri);
  const provider = {
    onDidChangeFile: changed.event,
    watch: () => new vscode.Disposable(() => undefined),
    stat(uri) {
      const file = files.get(uri.path);
      if (!file && !folders.has(uri.path)) throw missing(uri);
      return {
        type: file ? vscode.FileType.File : vscode.FileType.Directory,
        ctime: 0,
        mtime: 0,
        size: file?.length ?? 0,
      };
    },
    readDirectory(uri) {
      if (!folders.has(uri.path)) throw missing(uri);
      const path = (name) => `${uri.path === '/' ? '' : uri.path}/${name}`;
      return namesIn(uri.path).map((name) => [
        name,
        files.has(path(name)) ? vscode.FileType.File : vscode.FileType.Directory,
      ]);
    },
    readFile(uri) {
      const file = files.get(uri.path);
      if (!file) throw missing(uri);
      return file;
    },
    writeFile(uri, content) {
      files.set(uri.path, content);
      changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
    },
    createDirectory: (uri) => void folders.add(uri.path),
    delete: (uri) => void files.delete(uri.path),
    rename(from, to) {
      provider.writeFile(to, provider.readFile(from));
      files.delete(from.path);
    },
  };
  context.subscriptions.push(vscode.workspace.registerFileSystemProvider('memory', provider), changed);
};
