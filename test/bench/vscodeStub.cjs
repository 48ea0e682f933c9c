/** As much of VS Code as reading documents needs, for a plain Node: nobody watches, and files lie on the disk. */
const { globSync } = require('node:fs');
const { join } = require('node:path');

class Disposable {
  static from() {
    return new Disposable();
  }
  dispose() {}
}
class EventEmitter {
  event = () => new Disposable();
  fire() {}
  dispose() {}
}
class Uri {
  constructor(path) {
    this.path = path;
    this.fsPath = path;
    this.scheme = 'file';
  }
  static parse(uri) {
    return new Uri(decodeURIComponent(new URL(uri).pathname));
  }
  static file(path) {
    return new Uri(path);
  }
  with({ path }) {
    return new Uri(path);
  }
  toString() {
    return `file://${this.path.split('/').map(encodeURIComponent).join('/')}`;
  }
}
class RelativePattern {
  constructor(base, pattern) {
    this.base = base;
    this.pattern = pattern;
  }
}
class CodeLens {}
class Range {}

const nothing = () => new Disposable();
let folder;
const workspace = {
  textDocuments: [],
  getWorkspaceFolder: () => folder && { uri: folder },
  asRelativePath: (uri) => uri.path.slice(folder.path.length + 1),
  createFileSystemWatcher: () => ({
    onDidCreate: nothing,
    onDidDelete: nothing,
    onDidChange: nothing,
    dispose() {},
  }),
  onDidChangeWorkspaceFolders: nothing,
  findFiles: async ({ base, pattern }) =>
    globSync(pattern, { cwd: base.path }).map((name) => new Uri(join(base.path, name))),
  open: (path) => {
    folder = new Uri(path);
  },
};
Object.defineProperty(workspace, 'workspaceFolders', { get: () => folder && [{ uri: folder }] });

module.exports = { CodeLens, Disposable, EventEmitter, Range, RelativePattern, Uri, workspace };
