/** What a check-in is drafted from: what somebody has written in branches, and their pull requests and reviews. */

/** Of one branch of a repository that is open here. Texts are untrusted. */
export interface BranchWork {
  readonly repository: string;
  readonly branch: string;
  /** First lines of messages, the latest first. */
  readonly subjects: readonly string[];
}

export interface PullWork {
  readonly number: number;
  /** Untrusted. */
  readonly title: string;
}

/** In the team repository, as GitHub's search tells of it. */
export interface PullsWork {
  readonly merged: readonly PullWork[];
  readonly open: readonly PullWork[];
  readonly reviewed: readonly PullWork[];
}
