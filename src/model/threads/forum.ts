/** What the discussions of the team repository allow this account: whether there are any, and where it may post. */

export interface Forum {
  /** GitHub's name for the repository in GraphQL. */
  readonly id: string;
  /**
   * As GitHub says. It also says *off* to tokens that may not see discussions: whoever begins one finds out, so it is tried all
   * the same.
   */
  readonly isOn: boolean;
  /** All there are, in GitHub's order. */
  readonly categories: readonly Category[];
}

/** Where a discussion stands. It can be renamed, and go away: what a discussion is for is in its record. */
export interface ThreadCategory {
  readonly id: string;
  readonly name: string;
  /** One of the comments can be marked as the answer. */
  readonly isAnswerable: boolean;
}

export interface Category extends ThreadCategory {
  /** This account may begin discussions there, as far as GitHub tells: it leaves announcements to maintainers. */
  readonly isOpen: boolean;
}
