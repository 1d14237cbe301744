import { ProblemError } from '../kernel/errors.ts'
import { principalOfJob, type Principal } from '../workspaces/principal.ts'
import type { JobsContext } from './context.ts'
import type { BackgroundJob } from './job.ts'

/**
 * The principal of a job with the role and scopes that it has now: a role, key or assistant may have changed since the job was created.
 * @throws ProblemError invalid_token, not_a_member, insufficient_scope
 */
export async function currentPrincipal(
  { store }: Pick<JobsContext, 'store'>,
  { principal: stored }: BackgroundJob,
): Promise<Principal> {
  const now = await store.principals.find(stored)
  if (!now) throw new ProblemError(stored.kind === 'user' ? 'not_a_member' : 'invalid_token')
  return principalOfJob(stored, now)
}
