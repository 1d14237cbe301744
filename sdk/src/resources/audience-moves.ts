import type { Api } from '../api.ts'
import type { RequestOptions } from '../options.ts'
import { path } from '../path.ts'
import type { Job, MoveAudienceInput } from '../wire.ts'

/** Audiences that are moved from one account to another. */
export function audienceMoves({ post }: Api) {
  return {
    /** As a job; consent never grows. Without `dryRun: false` it only says what would happen, and what cannot be moved. */
    create: (input: MoveAudienceInput, options?: RequestOptions) =>
      post<Job>(path`/v1/audience-moves`, options, input),
  }
}
