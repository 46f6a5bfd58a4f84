/** The name of a thing on the team's server, an issue or a pull request in whichever repository. */

/** A thing on the team's server, as people write it: `owner/name#12`. */
export type IssueReference = string;

const thingName = /^([A-Za-z\d][\w-]{0,38}\/(?!\.{1,2}#)[\w.-]{1,100})#([1-9]\d{0,14})$/;

/** Undefined where it is not written like one. */
export function parseReference(
  name: IssueReference,
): { readonly repository: string; readonly number: number } | undefined {
  const [, repository, number] = thingName.exec(name) ?? [];
  return repository === undefined ? undefined : { repository, number: Number(number) };
}

/** The issue, as GitHub's own notifications name it too. */
export function referenceKey(repository: string, number: number): string {
  return `thing/${repository.toLowerCase()}#${number}`;
}
