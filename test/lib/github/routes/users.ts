/** The REST routes of people, and of what they have left to ask. */

import { notFound, Refusal } from '../refusal.js';
import { renderProfile } from '../render.js';
import type { Route } from '../route.js';
import { userByLogin } from '../world.js';

export const userRoutes: readonly Route[] = [
  {
    method: 'GET',
    template: '/user',
    handle({ viewer, frame }) {
      if (!viewer.user) throw new Refusal(401, 'Requires authentication');
      const mayKnowAll = !viewer.token || viewer.token.scopes.some((scope) => ['user', 'read:user'].includes(scope));
      return { status: 200, json: renderProfile(frame, viewer.user, mayKnowAll ? 'private' : 'public') };
    },
  },
  {
    method: 'GET',
    template: '/users/{username}',
    handle({ world, frame, params }) {
      const user = userByLogin(world, params.username ?? '');
      if (!user) throw notFound();
      return { status: 200, json: renderProfile(frame, user, 'public') };
    },
  },
  { method: 'GET', template: '/rate_limit', handle: (context) => ({ status: 200, json: context.allowances() }) },
];
