/** Why a regular expression that takes more than its input is harmless where it stands: by its source. */
export const reasons: ReadonlyMap<string, string> = new Map(
  [
    [/^\.+|\.+$/, 'the host of a server that the person has named themselves'],
    [/^[-_/.]+|[-_/.]+$/, 'a template of the person’s own settings, filled with 60 signs of a title'],
    [/^ {0,3}#{1,6}\s+(.*)$/, 'the first 500 signs of a line'],
  ].map(([pattern, reason]) => [(pattern as RegExp).source, String(reason)]),
);
