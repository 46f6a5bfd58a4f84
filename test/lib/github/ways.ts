/** The ways of GitHub that nobody outside is sure of: tests can have each of them. */

export interface Ways {
  /** What a changed or deleted comment does to its issue's `updated_at`. */
  readonly editedComments: 'leaveIssue' | 'touchIssue';
  /** What an issue that became a discussion is from then on: no longer there, or closed and locked. */
  readonly convertedIssues: 'gone' | 'closed';
  /** Whether the dependencies of an issue go along when it is transferred. */
  readonly transferredDependencies: 'kept' | 'lost';
  /** `saysOff`: what tokens that may not see discussions are told, which may begin one all the same (gh-aw#9108). */
  readonly discussionsSwitch: 'honest' | 'saysOff';
}
