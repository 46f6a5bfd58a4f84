/** What can go wrong on the way to GitHub: refused for good, held up for now, or a file this version cannot read. */

/** A file in the outbox that is not an entry this version understands. It is kept as it is. */
export interface Aside {
  readonly file: string;
  readonly why: 'torn' | 'newer' | 'foreign';
}

/**
 * Why GitHub will never take it as it is; `interrupted` says only that it was never reported saved, and perhaps as not
 * saved, so that nobody sends it unasked. `detail` is GitHub's own sentence where it gave one.
 */
export interface Refusal {
  readonly kind:
    | 'invalid'
    | 'forbidden'
    | 'missing'
    | 'gone'
    | 'elsewhere'
    | 'issuesDisabled'
    | 'tooLong'
    | 'foreignRecord'
    /** Somebody else has changed the text that was to be changed. */
    | 'changedMeanwhile'
    | 'discussionsOff'
    | 'categoryGone'
    /** Announcements are for maintainers. */
    | 'categoryClosed'
    | 'threadLocked'
    /** The decision was made before, in other words or by somebody else. */
    | 'decidedAlready'
    /** Something else was said on the day of that check-in, on another machine. */
    | 'checkedInAlready'
    /** `detail`: by whom, where GitHub says it. */
    | 'pickedUpAlready'
    /** It is no hand-off, or not handed to this person. */
    | 'notHandedToYou'
    | 'threadGone'
    /** Sent as often as it may be, and neither confirmed nor found: only a person can tell. */
    | 'unconfirmed'
    /** `detail`: who. */
    | 'unassignable'
    /** `repository`, which is not the team's any more, can be read by everybody now. */
    | 'madePublic'
    | 'interrupted';
  readonly detail?: string;
  /** `owner/name`. */
  readonly repository?: string;
}

/** Why nothing gets through at the moment. Nothing is lost by any of these. */
export type Trouble =
  | { readonly kind: 'offline' }
  | { readonly kind: 'serverDown'; readonly status?: number }
  /** From when until when GitHub wants to be left alone, by this machine's clock: ISO. */
  | { readonly kind: 'limited'; readonly since: string; readonly until: string }
  | { readonly kind: 'signedOut' }
  | { readonly kind: 'singleSignOn'; readonly address?: string }
  | { readonly kind: 'repositoryMissing' }
  /** Another repository has its name. */
  | { readonly kind: 'repositoryReplaced' }
  /** `owner/name`: everybody can read it now. It holds up what would be written there, and nothing else. */
  | { readonly kind: 'madePublic'; readonly repository: string }
  | { readonly kind: 'issuesDisabled' }
  | { readonly kind: 'forbidden'; readonly detail?: string }
  | { readonly kind: 'disk'; readonly detail: string };

/** GitHub counts by the hour: whoever asks to be left alone for longer is wrong, or not GitHub. Milliseconds. */
export const longestLimit = 60 * 60_000;

/** For how long GitHub is to be left alone, by a clock that somebody may set meanwhile. Milliseconds since 1970. */
export interface Limit {
  readonly since: number;
  readonly until: number;
}

/** As it stands now: a clock that was set back must not make it longer than GitHub said. */
export function limitAt({ since, until }: Limit, now: number): Limit {
  return { since: Math.min(since, now), until: Math.min(until, now + until - since) };
}
