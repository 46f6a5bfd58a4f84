/** Paths as URIs have them: absolute, with `/`. */

/** The path within a folder; undefined for the folder itself and for what is not below it. */
export function pathBelow(folder: string, path: string): string | undefined {
  const [above, all] = [namesIn(folder), namesIn(path)];
  const isBelow = all.length > above.length && above.every((name, place) => name === all[place]);
  return isBelow ? all.slice(above.length).join('/') : undefined;
}

/** With `.` and `..` followed. */
function namesIn(path: string): readonly string[] {
  const names: string[] = [];
  for (const name of path.split('/'))
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  return names;
}
