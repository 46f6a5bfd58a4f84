/** What somebody without the extension does on github.com while a chaos run goes on. */
import type { Github } from '../../lib/github/simulation.js';
import { otherName, teamName } from './place.js';
import type { Happening } from './plan.js';

export function teammateActs(github: Github, { deed, about, pick }: Happening & { kind: 'teammate' }): void {
  const cy = github.as('cy');
  const items = github.issues(teamName).filter(({ state, labels }) => state === 'open' && labels.length > 0);
  const theirs = items.filter(({ author, title }) => author === github.idOf(about) && title !== 'Makertime roster');
  const issue = theirs[pick % Math.max(1, theirs.length)];
  switch (deed) {
    case 'ask':
      cy.createIssue(otherName, { title: `please look, ${about} (${pick})`, assignees: [about] });
      return;
    case 'mention':
      cy.createIssue(otherName, { title: `about ${about} (${pick})`, body: `What do you think, @${about}?` });
      return;
    case 'comment':
      if (issue) cy.comment(teamName, issue.number, `I may know, @${about}`);
      return;
    case 'close':
      if (issue) cy.closeIssue(teamName, issue.number);
      return;
  }
}
