/**
 * What GraphQL is asked about discussions, and told. Servers before 3.12 do not know all of it: what they name as unknown is
 * left out, where nothing depends on it.
 */

/** Fields and arguments an older server may lack. The names of a server's own error say which. */
export const dispensable: readonly string[] = [
  'closed',
  'filterByAssignable',
  'isAnswered',
  'isMinimized',
  'minimizedReason',
  'stateReason',
  'viewerCanClose',
  'viewerCanReopen',
];

/** @param unknown some of `dispensable` */
export function without(document: string, unknown: ReadonlySet<string>): string {
  if (unknown.size === 0) return document;
  const names = [...unknown].filter((name) => dispensable.includes(name)).join('|');
  return names === '' ? document : document.replace(new RegExp(`(?:, )?\\b(?:${names})\\b(?:: true)?`, 'g'), '');
}

const actor = '{ __typename login ... on User { databaseId } }';

const head = `id number title createdAt updatedAt closed stateReason locked isAnswered
  viewerCanClose viewerCanReopen viewerCanUpdate viewerCanReact
  author ${actor} authorAssociation category { id name isAnswerable } comments(first: 1) { totalCount }`;

const said = `id body createdAt lastEditedAt editor ${actor} author ${actor} authorAssociation viewerCanUpdate viewerCanReact
  reactionGroups { content viewerHasReacted reactors { totalCount } }`;

const comment = `${said} databaseId deletedAt isMinimized minimizedReason viewerCanMarkAsAnswer viewerCanUnmarkAsAnswer`;

const around = `body lastEditedAt editor ${actor} reactionGroups { content viewerHasReacted reactors { totalCount } }
  thumbs: reactions(first: 100, content: THUMBS_UP) { nodes { createdAt user { databaseId login } } }
  answerChosenAt answerChosenBy ${actor} answer { ${comment} }`;

/** So many comments of a discussion are read, and replies of each. Twenty discussions cost 6 points, up to three cost 1. */
const talk = `${around}
  talk: comments(last: 25) { totalCount nodes { ${comment} replies(last: 20) { totalCount nodes { ${comment} } } } }`;

const forum = `id databaseId hasDiscussionsEnabled
  categories: discussionCategories(first: 25) { nodes { id name isAnswerable } }
  open: discussionCategories(first: 25, filterByAssignable: true) { nodes { id } }`;

/** One point. The list is empty where discussions are off. */
export const listDocument = `query Discussions($owner: String!, $name: String!, $size: Int!, $after: String) {
  repository(owner: $owner, name: $name) {
    ${forum}
    discussions(first: $size, after: $after, orderBy: { field: UPDATED_AT, direction: DESC }) {
      pageInfo { hasNextPage endCursor } nodes { ${head} }
    }
  }
}`;

/** What it takes to begin one, and what is in the way of it. */
export const placeDocument = `query Place($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) { ${forum} discussions(first: 1) { nodes { id } } }
}`;

/** Some discussions whole, by alias: `d12`. */
export function talksDocument(numbers: readonly number[]): string {
  const aliases = numbers.map((number) => `d${number}: discussion(number: ${number}) { ${head} ${talk} }`);
  return `query Talks($owner: String!, $name: String!) { repository(owner: $owner, name: $name) { ${aliases.join('\n')} } }`;
}

/** One discussion for whoever reads it: a hundred comments at once. One point. */
export const threadDocument = `query Thread($owner: String!, $name: String!, $number: Int!, $before: String) {
  repository(owner: $owner, name: $name) {
    databaseId
    discussion(number: $number) {
      ${head} ${around}
      talk: comments(last: 100, before: $before) {
        totalCount pageInfo { hasPreviousPage startCursor }
        nodes { ${comment} replies(last: 50) { totalCount nodes { ${comment} } } }
      }
    }
  }
}`;

/** Where a discussion is, and the text that is to be edited. */
export const discussionDocument = `query Discussion($owner: String!, $name: String!, $number: Int!) {
  repository(owner: $owner, name: $name) { discussion(number: $number) { id locked title body author ${actor} } }
}`;
/** What it takes to see whether a decision is made. */
export const decisionDocument = `query Decision($owner: String!, $name: String!, $number: Int!) {
  repository(owner: $owner, name: $name) { discussion(number: $number) { ${head} body } }
}`;
export const commentDocument = `query Comment($id: ID!) { node(id: $id) { ... on DiscussionComment { body author ${actor} } } }`;

/** What was written last: to look for what a lost answer may have left behind. */
export const latestDocument = `query Latest($owner: String!, $name: String!, $after: String) {
  repository(owner: $owner, name: $name) {
    discussions(first: 50, after: $after, orderBy: { field: CREATED_AT, direction: DESC }) {
      pageInfo { hasNextPage endCursor } nodes { ${head} body }
    }
  }
}`;
export const latestCommentsDocument = `query LatestComments($owner: String!, $name: String!, $number: Int!, $before: String) {
  repository(owner: $owner, name: $name) {
    discussion(number: $number) {
      comments(last: 100, before: $before) { pageInfo { hasPreviousPage startCursor } nodes { ${comment} } }
    }
  }
}`;
/** All of them, the first first. */
export const commentsDocument = `query Comments($owner: String!, $name: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $name) {
    discussion(number: $number) {
      id
      comments(first: 100, after: $after) {
        pageInfo { hasNextPage endCursor } nodes { id body createdAt lastEditedAt editor ${actor} author ${actor} }
      }
    }
  }
}`;
export const latestRepliesDocument = `query LatestReplies($id: ID!, $before: String) {
  node(id: $id) {
    ... on DiscussionComment {
      replies(last: 100, before: $before) { pageInfo { hasPreviousPage startCursor } nodes { ${comment} } }
    }
  }
}`;

export const mutations = {
  create: `mutation OpenThread($repositoryId: ID!, $categoryId: ID!, $title: String!, $body: String!) {
    createDiscussion(input: { repositoryId: $repositoryId, categoryId: $categoryId, title: $title, body: $body }) {
      discussion { ${head} ${talk} }
    }
  }`,
  comment: `mutation Say($discussionId: ID!, $body: String!, $replyToId: ID) {
    addDiscussionComment(input: { discussionId: $discussionId, body: $body, replyToId: $replyToId }) {
      comment { ${comment} discussion { ${head} } }
    }
  }`,
  markAnswer: `mutation MarkAnswer($id: ID!) { markDiscussionCommentAsAnswer(input: { id: $id }) { discussion { ${head} } } }`,
  unmarkAnswer: `mutation UnmarkAnswer($id: ID!) { unmarkDiscussionCommentAsAnswer(input: { id: $id }) { discussion { ${head} } } }`,
  react: `mutation React($id: ID!, $content: ReactionContent!) { addReaction(input: { subjectId: $id, content: $content }) { subject { id } } }`,
  unreact: `mutation Unreact($id: ID!, $content: ReactionContent!) { removeReaction(input: { subjectId: $id, content: $content }) { subject { id } } }`,
  close: `mutation CloseThread($id: ID!, $reason: DiscussionCloseReason) {
    closeDiscussion(input: { discussionId: $id, reason: $reason }) { discussion { ${head} } }
  }`,
  reopen: `mutation ReopenThread($id: ID!) { reopenDiscussion(input: { discussionId: $id }) { discussion { ${head} } } }`,
  edit: `mutation EditThread($id: ID!, $title: String, $body: String) {
    updateDiscussion(input: { discussionId: $id, title: $title, body: $body }) { discussion { ${head} } }
  }`,
  editComment: `mutation EditComment($id: ID!, $body: String!) {
    updateDiscussionComment(input: { commentId: $id, body: $body }) { comment { id createdAt lastEditedAt discussion { ${head} } } }
  }`,
} as const;

/** All of them, for whoever checks them against a schema. */
export const everyDocument: readonly string[] = [
  listDocument,
  placeDocument,
  talksDocument([1, 2]),
  threadDocument,
  discussionDocument,
  decisionDocument,
  commentDocument,
  latestDocument,
  latestCommentsDocument,
  commentsDocument,
  latestRepliesDocument,
  ...Object.values(mutations),
];
